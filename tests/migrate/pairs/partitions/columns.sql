-- Columns of a partitioned table: added, dropped, retyped, with default and not null.
-- loses
column public.t.gone
-- old
CREATE TABLE t (id int, n int, gone text) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE INDEX t_n ON t (n);
-- new
CREATE TABLE t (id int, n bigint NOT NULL DEFAULT 5, added text DEFAULT 'x') PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE INDEX t_n ON t (n);
-- rows
INSERT INTO t VALUES (1, 2, 'g');
-- expect
SELECT id, n, added FROM t_1;
--> 1 | 2 | x
