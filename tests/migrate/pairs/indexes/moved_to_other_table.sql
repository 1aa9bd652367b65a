-- An index's name goes over to another table.
-- both ways
-- both
CREATE TABLE a (x int);
CREATE TABLE b (x int);
-- old
CREATE INDEX i ON a (x);
-- new
CREATE INDEX i ON b (x);
-- rows
INSERT INTO a VALUES (1);
