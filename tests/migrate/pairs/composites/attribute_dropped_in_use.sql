-- An attribute goes from a composite type that a column uses.
-- loses
type public.c
-- old
CREATE TYPE c AS (a int, gone text);
CREATE TABLE t (id int, c c);
-- new
CREATE TYPE c AS (a int);
CREATE TABLE t (id int, c c);
-- rows
INSERT INTO t VALUES (1, '(7,x)');
-- expect
SELECT c FROM t;
--> (7)
