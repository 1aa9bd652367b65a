-- A partitioned table becomes a plain one, its rows kept.
-- rebuilds
public.t
-- loses
table public.t_1
-- old
CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
-- new
CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL);
-- rows
INSERT INTO t VALUES (1, 'a');
-- expect
SELECT id, a FROM t;
--> 1 | a
