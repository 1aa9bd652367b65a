-- A table stops writing to the log, another begins to.
-- both ways
-- old
CREATE TABLE a (id int PRIMARY KEY, n serial);
CREATE UNLOGGED TABLE b (id int PRIMARY KEY);
-- new
CREATE UNLOGGED TABLE a (id int PRIMARY KEY, n serial);
CREATE TABLE b (id int PRIMARY KEY);
-- rows
INSERT INTO a VALUES (1), (2);
INSERT INTO b VALUES (1);
