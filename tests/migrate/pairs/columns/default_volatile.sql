-- A new column whose default each row gets its own value of.
-- loses
column public.t.token
-- both ways
-- old
CREATE TABLE t (id int PRIMARY KEY);
-- new
CREATE TABLE t (id int PRIMARY KEY, token uuid NOT NULL DEFAULT gen_random_uuid());
-- rows
INSERT INTO t VALUES (1), (2), (3);
-- expect
SELECT count(DISTINCT token) FROM t;
--> 3
