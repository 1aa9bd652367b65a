-- A partition comes, another goes with its rows; the rest keep theirs.
-- loses
table public.t_1
-- old
CREATE TABLE t (id int, b text) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (10) TO (20);
CREATE INDEX t_b ON t (b);
-- new
CREATE TABLE t (id int, b text) PARTITION BY RANGE (id);
CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (10) TO (20);
CREATE TABLE t_3 PARTITION OF t FOR VALUES FROM (20) TO (30);
CREATE INDEX t_b ON t (b);
-- rows
INSERT INTO t VALUES (1, 'lost'), (11, 'kept');
-- loses rows
public.t
-- expect
SELECT id, b FROM t;
--> 11 | kept
