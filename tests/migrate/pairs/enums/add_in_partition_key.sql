-- A value comes to the enum by which a table is partitioned, with a partition for it.
-- old
CREATE TYPE region AS ENUM ('eu', 'us');
CREATE TABLE t (id int, r region NOT NULL) PARTITION BY LIST (r);
CREATE TABLE t_eu PARTITION OF t FOR VALUES IN ('eu');
CREATE TABLE t_us PARTITION OF t FOR VALUES IN ('us');
-- new
CREATE TYPE region AS ENUM ('eu', 'asia', 'us');
CREATE TABLE t (id int, r region NOT NULL) PARTITION BY LIST (r);
CREATE TABLE t_eu PARTITION OF t FOR VALUES IN ('eu');
CREATE TABLE t_us PARTITION OF t FOR VALUES IN ('us');
CREATE TABLE t_asia PARTITION OF t FOR VALUES IN ('asia');
-- rows
INSERT INTO t VALUES (1, 'eu'), (2, 'us');
