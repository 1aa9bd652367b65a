-- An integer key gives way to a UUID in a table and in those that refer to it.
-- loses
column public.people.id
column public.notes.person
-- old
CREATE TABLE people (id serial PRIMARY KEY, name text);
CREATE TABLE notes (id int PRIMARY KEY, person int REFERENCES people, body text);
-- new
CREATE TABLE people (key uuid DEFAULT gen_random_uuid() PRIMARY KEY, name text);
CREATE TABLE notes (id int PRIMARY KEY, person_key uuid REFERENCES people, body text);
-- rows
INSERT INTO people (name) VALUES ('ada'), ('bob');
INSERT INTO notes VALUES (1, 1, 'x');
-- expect
SELECT name FROM people ORDER BY name;
--> ada
--> bob
