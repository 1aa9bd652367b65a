-- Columns added, with and without default, not null and on a table with rows.
-- both ways
-- loses
column public.t.a
column public.t.b
column public.t.c
column public.t.d
-- old
CREATE TABLE t (id int PRIMARY KEY);
-- new
CREATE TABLE t (id int PRIMARY KEY, a int, b text NOT NULL DEFAULT 'x', c timestamptz NOT NULL DEFAULT now(), d int[] DEFAULT '{1,2}');
-- rows
INSERT INTO t VALUES (1), (2);
-- expect
SELECT id, a, b, d FROM t ORDER BY id;
--> 1 | NULL | x | {1,2}
--> 2 | NULL | x | {1,2}
