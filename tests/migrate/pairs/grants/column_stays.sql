-- A privilege on the whole table goes, the one on a column of it stays.
-- both ways
-- both
CREATE TABLE t (a int, b int);
-- old
GRANT SELECT ON t TO ait_reader;
GRANT SELECT (a) ON t TO ait_reader;
-- new
GRANT SELECT (a) ON t TO ait_reader;
