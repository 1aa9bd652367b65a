-- NOT NULL on and off.
-- both ways
-- old
CREATE TABLE t (id int, a text NOT NULL, b text);
-- new
CREATE TABLE t (id int NOT NULL, a text, b text NOT NULL);
-- rows
INSERT INTO t VALUES (1, 'x', 'y');
