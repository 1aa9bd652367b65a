-- Collations: given, changed, taken away, with an index and a check on the column.
-- both ways
-- old
CREATE TABLE t (a text, b text COLLATE "C", c varchar(5) COLLATE "C" CHECK (c > 'a'));
CREATE INDEX t_b ON t (b);
-- new
CREATE TABLE t (a text COLLATE "C", b text COLLATE "POSIX", c varchar(5) CHECK (c > 'a'));
CREATE INDEX t_b ON t (b);
-- rows
INSERT INTO t VALUES ('a', 'b', 'c');
