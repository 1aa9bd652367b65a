-- Indexes and keys of a partitioned table and of its partitions have other names.
-- both ways
-- old
CREATE TABLE t (id int PRIMARY KEY, a int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE INDEX t_a ON t (a);
COMMENT ON INDEX t_a IS 'kept';
-- new
CREATE TABLE t (id int CONSTRAINT pk_t PRIMARY KEY, a int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE INDEX ix_t_a ON t (a);
COMMENT ON INDEX ix_t_a IS 'kept';
ALTER INDEX t_1_a_idx RENAME TO ix_t_1_a;
-- rows
INSERT INTO t VALUES (1, 2);
