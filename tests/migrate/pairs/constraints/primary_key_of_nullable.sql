-- A primary key on a column that allowed nulls, and one that leaves its column nullable.
-- both ways
-- old
CREATE TABLE a (id int);
CREATE TABLE b (id int PRIMARY KEY);
-- new
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int);
-- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1);
