-- Nothing leads from a number to a UUID: with consent the column is filled anew, by its default where it must hold a value.
-- loses
column public.t.id
column public.t.other
-- old
CREATE TABLE t (id int PRIMARY KEY, other int DEFAULT 5);
-- new
CREATE TABLE t (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), other uuid);
-- rows
INSERT INTO t VALUES (1, 1), (2, 2);
-- expect
SELECT count(DISTINCT id), count(other) FROM t;
--> 2 | 0
