-- The type of an attribute changes while a column uses it.
-- old
CREATE TYPE c AS (a int, b text);
CREATE TABLE t (id int, c c);
-- new
CREATE TYPE c AS (a bigint, b text);
CREATE TABLE t (id int, c c);
-- rows
INSERT INTO t VALUES (1, '(7,x)');
-- expect
SELECT (c).a, (c).b FROM t;
--> 7 | x
