-- A new identity column numbers the rows that are there.
-- both ways
-- loses
column public.t.id
-- old
CREATE TABLE t (x int);
-- new
CREATE TABLE t (x int, id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- expect
SELECT count(DISTINCT id) FROM t;
--> 2
