-- A generated column becomes a plain one and keeps its values.
-- old
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
-- new
CREATE TABLE t (a int, b int DEFAULT 7);
-- rows
INSERT INTO t VALUES (3);
-- expect
SELECT a, b FROM t;
--> 3 | 6
