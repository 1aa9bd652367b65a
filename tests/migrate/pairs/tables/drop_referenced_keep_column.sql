-- Only the foreign key goes with the table it refers to; the column and its values stay.
-- loses
table public.teams
-- old
CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE people (id int PRIMARY KEY, team int REFERENCES teams);
-- new
CREATE TABLE people (id int PRIMARY KEY, team int);
-- rows
INSERT INTO teams VALUES (9);
INSERT INTO people VALUES (1, 9);
-- expect
SELECT team FROM people;
--> 9
