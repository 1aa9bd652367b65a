-- A plain table becomes partitioned: rebuilt, its rows kept.
-- rebuilds
public.t
-- old
CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL);
CREATE INDEX t_a ON t (a);
-- new
CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE TABLE t_rest PARTITION OF t DEFAULT;
CREATE INDEX t_a ON t (a);
-- rows
INSERT INTO t VALUES (1, 'a'), (100, 'b');
-- expect
SELECT id, a FROM t ORDER BY id;
--> 1 | a
--> 100 | b
