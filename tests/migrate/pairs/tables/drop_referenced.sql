-- A table goes that one which stays refers to.
-- loses
table public.teams
column public.people.team
-- old
CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE people (id int PRIMARY KEY, team int REFERENCES teams, lead int REFERENCES people);
-- new
CREATE TABLE people (id int PRIMARY KEY, lead int REFERENCES people);
-- rows
INSERT INTO teams VALUES (1);
INSERT INTO people VALUES (1, 1, NULL), (2, 1, 1);
