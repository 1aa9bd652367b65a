-- A unique constraint becomes a unique index of the same name, and the other way round.
-- both ways
-- old
CREATE TABLE a (x int, CONSTRAINT a_x UNIQUE (x));
CREATE TABLE b (x int);
CREATE UNIQUE INDEX b_x ON b (x);
-- new
CREATE TABLE a (x int);
CREATE UNIQUE INDEX a_x ON a (x);
CREATE TABLE b (x int, CONSTRAINT b_x UNIQUE (x));
-- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1);
