-- The name of a NOT NULL constraint, which PostgreSQL 18 keeps.
-- since 18
-- both ways
-- old
CREATE TABLE t (a int CONSTRAINT needed NOT NULL, b int NOT NULL, c int);
-- new
CREATE TABLE t (a int NOT NULL, b int CONSTRAINT also_needed NOT NULL, c int CONSTRAINT new_one NOT NULL);
-- rows
INSERT INTO t VALUES (1, 2, 3);
