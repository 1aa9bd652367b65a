-- A partitioned table and a partition renamed.
-- hints
rename table:public.t=events
rename table:public.t_1=events_1
-- old
CREATE TABLE t (id int PRIMARY KEY, a int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE INDEX t_a_idx ON t (a);
-- new
CREATE TABLE events (id int PRIMARY KEY, a int) PARTITION BY RANGE (id);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
CREATE INDEX events_a_idx ON events (a);
-- rows
INSERT INTO t VALUES (1, 2);
