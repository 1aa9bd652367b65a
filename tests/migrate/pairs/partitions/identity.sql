-- An identity column of a partitioned table.
-- since 17
-- both ways
-- old
CREATE TABLE t (id bigint NOT NULL, a int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
-- new
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY, a int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
-- rows
INSERT INTO t VALUES (1, 2);
