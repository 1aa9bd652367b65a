-- A single-tenant schema gets a tenant in every key, with row security.
-- old
CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE);
CREATE TABLE docs (id int PRIMARY KEY, author int REFERENCES users, body text);
-- new
CREATE TABLE tenants (id int PRIMARY KEY);
CREATE FUNCTION tenant() RETURNS int LANGUAGE sql STABLE AS $$SELECT current_setting('app.tenant', true)::int$$;
CREATE TABLE users (tenant int NOT NULL DEFAULT 0, id int NOT NULL, email text, PRIMARY KEY (tenant, id), UNIQUE (tenant, email));
CREATE TABLE docs (tenant int NOT NULL DEFAULT 0, id int NOT NULL, author int, body text, PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, author) REFERENCES users);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
ALTER TABLE docs FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON users USING (tenant = tenant());
CREATE POLICY own ON docs USING (tenant = tenant()) WITH CHECK (tenant = tenant());
-- rows
INSERT INTO users VALUES (1, 'a@b');
INSERT INTO docs VALUES (1, 1, 'x');
-- expect
SELECT tenant, id, author, body FROM docs;
--> 0 | 1 | 1 | x
