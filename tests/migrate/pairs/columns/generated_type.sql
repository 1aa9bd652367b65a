-- The type of a generated column itself.
-- both ways
-- old
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
-- new
CREATE TABLE t (a int, b bigint GENERATED ALWAYS AS (a * 2) STORED);
-- rows
INSERT INTO t VALUES (3);
-- expect
SELECT b FROM t;
--> 6
