-- The type of a column that a statistics object watches.
-- old
CREATE TABLE t (a int, b int);
CREATE STATISTICS s (dependencies) ON a, b FROM t;
CREATE STATISTICS e ON (a + b) FROM t;
-- new
CREATE TABLE t (a bigint, b int);
CREATE STATISTICS s (dependencies) ON a, b FROM t;
CREATE STATISTICS e ON (a + b) FROM t;
-- rows
INSERT INTO t VALUES (1, 2);
