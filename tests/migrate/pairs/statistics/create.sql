-- Statistics objects of each kind, on columns and expressions.
-- both ways
-- old
CREATE TABLE t (a int, b int, c text);
CREATE STATISTICS gone ON a, b FROM t;
-- new
CREATE TABLE t (a int, b int, c text);
CREATE STATISTICS s1 (ndistinct) ON a, b FROM t;
CREATE STATISTICS s2 (dependencies, mcv) ON a, b, c FROM t;
CREATE STATISTICS s3 ON (a + b), lower(c) FROM t;
CREATE STATISTICS "S 4" ON lower(c) FROM t;
ALTER STATISTICS s1 SET STATISTICS 300;
COMMENT ON STATISTICS s1 IS 'seen together';
