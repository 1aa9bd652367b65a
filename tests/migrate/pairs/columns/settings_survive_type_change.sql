-- Storage, compression, statistics, comment and grants of a column whose type changes.
-- old
CREATE TABLE t (id int, a varchar(10) COMPRESSION pglz DEFAULT 'x');
ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER a SET STATISTICS 77;
COMMENT ON COLUMN t.a IS 'words';
GRANT SELECT (a) ON t TO ait_reader;
-- new
CREATE TABLE t (id int, a text COMPRESSION pglz DEFAULT 'x');
ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER a SET STATISTICS 77;
COMMENT ON COLUMN t.a IS 'words';
GRANT SELECT (a) ON t TO ait_reader;
-- rows
INSERT INTO t VALUES (1, 'y');
