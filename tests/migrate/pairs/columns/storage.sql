-- Storage of columns.
-- both ways
-- old
CREATE TABLE t (a text, b text, c bytea);
ALTER TABLE t ALTER b SET STORAGE EXTERNAL;
-- new
CREATE TABLE t (a text, b text, c bytea);
ALTER TABLE t ALTER a SET STORAGE MAIN, ALTER c SET STORAGE PLAIN;
-- rows
INSERT INTO t VALUES ('a', 'b', 'c');
