-- The statistics target of an index's expression, and a comment on an index.
-- both ways
-- both
CREATE TABLE t (a int, b int);
CREATE INDEX i ON t ((a + b));
CREATE INDEX j ON t ((a * b));
-- old
ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 10;
COMMENT ON INDEX i IS 'old';
-- new
ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 200;
ALTER INDEX j ALTER COLUMN 1 SET STATISTICS 0;
COMMENT ON INDEX j IS 'new';
