-- text becomes citext, under a unique index and a view.
-- needs citext
-- both ways
-- both
CREATE EXTENSION citext;
-- old
CREATE TABLE people (id int PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE VIEW emails AS SELECT lower(email) AS email FROM people;
-- new
CREATE TABLE people (id int PRIMARY KEY, email citext NOT NULL UNIQUE);
CREATE VIEW emails AS SELECT lower(email) AS email FROM people;
-- rows
INSERT INTO people VALUES (1, 'Ada@example.org');
-- expect
SELECT email FROM people;
--> Ada@example.org
