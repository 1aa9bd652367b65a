-- Stored and virtual generated columns.
-- since 18
-- both ways
-- old
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c int GENERATED ALWAYS AS (a * 3) VIRTUAL);
-- new
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL, c int GENERATED ALWAYS AS (a * 3) STORED);
-- rows
INSERT INTO t VALUES (3);
-- expect
SELECT a, b, c FROM t;
--> 3 | 6 | 9
