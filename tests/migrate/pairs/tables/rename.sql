-- A renamed table keeps its rows; the names made from its name follow.
-- both ways
-- hints
rename table:public.users=people
-- old
CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE, age int CHECK (age > 0));
CREATE INDEX users_age_idx ON users (age);
CREATE TABLE posts (id int PRIMARY KEY, author int NOT NULL REFERENCES users);
-- new
CREATE TABLE people (id serial PRIMARY KEY, email text NOT NULL UNIQUE, age int CHECK (age > 0));
CREATE INDEX people_age_idx ON people (age);
CREATE TABLE posts (id int PRIMARY KEY, author int NOT NULL REFERENCES people);
-- rows
INSERT INTO users (email, age) VALUES ('a@b.c', 3), ('d@e.f', NULL);
INSERT INTO posts VALUES (1, 2);
-- expect
SELECT id, email, age FROM people ORDER BY id;
--> 1 | a@b.c | 3
--> 2 | d@e.f | NULL
SELECT nextval('people_id_seq');
--> 3
