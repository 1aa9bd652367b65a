-- A table renamed, and changed in the same step.
-- hints
rename table:public.users=people
-- old
CREATE TABLE users (id int PRIMARY KEY, name varchar(10), gone int);
-- new
CREATE TABLE people (id bigint PRIMARY KEY, name text NOT NULL, added int DEFAULT 7);
CREATE INDEX people_name ON people (name);
-- loses
column public.people.gone
-- rows
INSERT INTO users VALUES (1, 'ada', 5);
-- expect
SELECT id, name, added FROM people;
--> 1 | ada | 7
