-- A plain column becomes serial, a serial column becomes plain.
-- both ways
-- old
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id serial PRIMARY KEY);
-- new
CREATE TABLE a (id serial PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY);
-- rows
INSERT INTO a VALUES (1), (2);
INSERT INTO b VALUES (DEFAULT);
