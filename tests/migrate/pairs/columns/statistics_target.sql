-- Statistics targets and other options of columns.
-- both ways
-- old
CREATE TABLE t (a int, b int, c int);
ALTER TABLE t ALTER b SET STATISTICS 50, ALTER c SET (n_distinct = 5);
-- new
CREATE TABLE t (a int, b int, c int);
ALTER TABLE t ALTER a SET STATISTICS 0, ALTER c SET (n_distinct = -0.5, n_distinct_inherited = 3);
