-- A check that the tables below inherit has another name; so has a statistics object.
-- both ways
-- old
CREATE TABLE p (id int, CONSTRAINT a CHECK (id > 0));
CREATE TABLE c (n int) INHERITS (p);
CREATE STATISTICS s ON id, n FROM c;
-- new
CREATE TABLE p (id int, CONSTRAINT b CHECK (id > 0));
CREATE TABLE c (n int) INHERITS (p);
CREATE STATISTICS s2 ON id, n FROM c;
-- rows
INSERT INTO c VALUES (1, 2);
