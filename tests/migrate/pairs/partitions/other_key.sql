-- A table is partitioned by another key: rebuilt, its rows kept.
-- rebuilds
public.t
public.t_1
-- old
CREATE TABLE t (id int, a int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
-- new
CREATE TABLE t (id int, a int) PARTITION BY LIST (a);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN (1, 2);
-- rows
INSERT INTO t VALUES (1, 2), (2, 1);
-- expect
SELECT id, a FROM t ORDER BY id;
--> 1 | 2
--> 2 | 1
