-- A collation with a column and an index that use it.
-- both ways
-- old
CREATE TABLE t (a text);
-- new
CREATE COLLATION plain (provider = libc, locale = 'C');
COMMENT ON COLLATION plain IS 'bytes';
CREATE TABLE t (a text COLLATE plain);
CREATE INDEX i ON t (a);
-- rows
INSERT INTO t VALUES ('x');
