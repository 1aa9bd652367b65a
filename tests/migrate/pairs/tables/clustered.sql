-- The index that a table is clustered on.
-- both ways
-- both
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE INDEX t_a ON t (a);
-- old
ALTER TABLE t CLUSTER ON t_pkey;
-- new
ALTER TABLE t CLUSTER ON t_a;
