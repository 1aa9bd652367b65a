-- Attributes come, go and change their type, and so do the columns of the tables of the type.
-- both ways
-- loses
column public.people.gone
column public.was.gone
column other.people.gone
attribute public.person.gone
-- both
CREATE SCHEMA other;
-- old
CREATE TYPE person AS (id int, name varchar(9), gone date);
CREATE TABLE people OF person (id WITH OPTIONS PRIMARY KEY);
CREATE TABLE other.people OF person;
CREATE VIEW names AS SELECT name FROM people;
CREATE TABLE was OF person;
-- new
CREATE TYPE person AS (id bigint, name text, born date);
CREATE TABLE people OF person (id WITH OPTIONS PRIMARY KEY, born WITH OPTIONS DEFAULT '2024-01-01');
CREATE TABLE other.people OF person (name WITH OPTIONS DEFAULT 'x');
CREATE VIEW names AS SELECT name FROM people;
CREATE TABLE was (id bigint, name text, born date, more int);
-- rows
INSERT INTO people VALUES (1, 'a');
INSERT INTO other.people VALUES (2, 'b');
