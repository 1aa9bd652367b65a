-- A column goes that a statistics object watches.
-- loses
column public.t.c
-- old
CREATE TABLE t (a int, b int, c int);
CREATE STATISTICS s ON a, b, c FROM t;
-- new
CREATE TABLE t (a int, b int);
CREATE STATISTICS s ON a, b FROM t;
-- rows
INSERT INTO t VALUES (1, 2, 3);
