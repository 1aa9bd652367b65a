-- A table partitioned by hash, with columns in another order in one partition.
-- both ways
-- loses
table public.t
-- old
CREATE TABLE keep (id int);
-- new
CREATE TABLE keep (id int);
CREATE TABLE t (id int PRIMARY KEY, a text) PARTITION BY HASH (id);
CREATE TABLE t_0 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE t_1 (a text, id int NOT NULL);
ALTER TABLE t ATTACH PARTITION t_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
