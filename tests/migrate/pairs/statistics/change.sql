-- Columns, kinds, table and target of statistics objects.
-- both ways
-- both
CREATE TABLE t (a int, b int, c int);
CREATE TABLE u (a int, b int);
-- old
CREATE STATISTICS s1 ON a, b FROM t;
CREATE STATISTICS s2 (mcv) ON a, b FROM t;
CREATE STATISTICS s3 ON a, b FROM t;
CREATE STATISTICS s4 ON a, b FROM t;
-- new
CREATE STATISTICS s1 ON a, c FROM t;
CREATE STATISTICS s2 (mcv, dependencies) ON a, b FROM t;
CREATE STATISTICS s3 ON a, b FROM u;
CREATE STATISTICS s4 ON a, b FROM t;
ALTER STATISTICS s4 SET STATISTICS 0;
