-- Indexes of partitioned tables: added, dropped, changed, only on the parent.
-- both ways
-- old
CREATE TABLE t (id int, a int, b int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE INDEX t_a ON t (a);
CREATE INDEX t_id ON t (id);
-- new
CREATE TABLE t (id int, a int, b int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE INDEX t_a ON t (a, b) WHERE a > 0;
CREATE UNIQUE INDEX t_unique ON t (id, a);
CREATE INDEX t_only ON ONLY t (b);
-- rows
INSERT INTO t VALUES (1, 2, 3);
