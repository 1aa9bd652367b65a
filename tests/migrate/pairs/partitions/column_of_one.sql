-- A default, a check, an index and a comment that only one partition has.
-- both ways
-- old
CREATE TABLE t (id int, n int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (10) TO (20);
-- new
CREATE TABLE t (id int, n int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t (n DEFAULT 7, CONSTRAINT own CHECK (n > 0)) FOR VALUES FROM (0) TO (10);
CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (10) TO (20);
CREATE INDEX t_1_n ON t_1 (n);
COMMENT ON COLUMN t_1.n IS 'own';
-- rows
INSERT INTO t VALUES (1, 2);
