-- A table is renamed and a view keeps its old name alive.
-- hints
rename table:public.users=people
-- old
CREATE TABLE users (id int PRIMARY KEY, name text);
-- new
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE VIEW users AS SELECT id, name FROM people;
-- rows
INSERT INTO users VALUES (1, 'ada');
-- expect
SELECT name FROM users;
--> ada
