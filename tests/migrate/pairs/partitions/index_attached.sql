-- An index of a partition that has a name of its own and is attached to the parent's.
-- both ways
-- old
CREATE TABLE t (id int, a int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE INDEX own_name ON t_1 (a);
-- new
CREATE TABLE t (id int, a int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE INDEX own_name ON t_1 (a);
CREATE INDEX t_a ON t (a);
-- rows
INSERT INTO t VALUES (1, 2);
