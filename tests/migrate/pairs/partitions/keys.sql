-- Primary key, unique and foreign keys to and from a partitioned table.
-- both ways
-- both
CREATE TABLE p (id int PRIMARY KEY);
-- old
CREATE TABLE t (id int NOT NULL, p int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE TABLE r (t int);
-- new
CREATE TABLE t (id int PRIMARY KEY, p int REFERENCES p ON DELETE CASCADE, UNIQUE (id, p)) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE TABLE r (t int REFERENCES t);
-- rows
INSERT INTO p VALUES (1);
INSERT INTO t VALUES (1, 1);
INSERT INTO r VALUES (1);
