-- A column goes and another comes, and it is no rename.
-- loses
column public.t.a
-- old
CREATE TABLE t (id int PRIMARY KEY, a text);
-- new
CREATE TABLE t (id int PRIMARY KEY, b text);
-- rows
INSERT INTO t VALUES (1, 'x');
-- expect
SELECT b FROM t;
--> NULL
