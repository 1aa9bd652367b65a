-- A generated column on a table with rows.
-- both ways
-- loses
column public.t.total
-- old
CREATE TABLE t (a int, b int);
-- new
CREATE TABLE t (a int, b int, total int GENERATED ALWAYS AS (a + b) STORED);
-- rows
INSERT INTO t VALUES (1, 2);
-- expect
SELECT total FROM t;
--> 3
