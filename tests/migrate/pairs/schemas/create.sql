-- A schema that the old state lacks, with a table in it.
-- both ways
-- loses
table crm.deals
-- old
CREATE TABLE people (id int PRIMARY KEY);
-- new
CREATE TABLE people (id int PRIMARY KEY);
CREATE SCHEMA crm;
CREATE TABLE crm.deals (id int PRIMARY KEY, person int REFERENCES people);
-- rows
INSERT INTO people VALUES (1), (2);
