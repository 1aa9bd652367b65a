-- A renamed table below a view, a materialised view, a trigger, a policy and a function's signature.
-- hints
rename table:public.users=people
-- both
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
-- old
CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE VIEW names AS SELECT name FROM users;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM users;
CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users USING (name = CURRENT_USER);
CREATE FUNCTION label(u users) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT u.name';
-- new
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE VIEW names AS SELECT name FROM people;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM people;
CREATE TRIGGER touch BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON people USING (name = CURRENT_USER);
CREATE FUNCTION label(u people) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT u.name';
-- rows
INSERT INTO users VALUES (1, 'ada');
