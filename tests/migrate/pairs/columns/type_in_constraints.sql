-- The type changes of a column in a primary key, a foreign key, a unique, a check and an index.
-- old
CREATE TABLE p (id int PRIMARY KEY, code varchar(5) UNIQUE CHECK (code ~ '^[a-z]+$'));
CREATE TABLE c (id int PRIMARY KEY, p int NOT NULL REFERENCES p ON DELETE CASCADE, code varchar(5) REFERENCES p (code));
CREATE INDEX c_p ON c (p) WHERE p > 0;
-- new
CREATE TABLE p (id bigint PRIMARY KEY, code text UNIQUE CHECK (code ~ '^[a-z]+$'));
CREATE TABLE c (id bigint PRIMARY KEY, p bigint NOT NULL REFERENCES p ON DELETE CASCADE, code text REFERENCES p (code));
CREATE INDEX c_p ON c (p) WHERE p > 0;
-- rows
INSERT INTO p VALUES (1, 'a');
INSERT INTO c VALUES (1, 1, 'a');
