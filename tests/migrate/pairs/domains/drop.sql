-- A domain goes; the column keeps its values as the plain type.
-- old
CREATE DOMAIN email AS text CHECK (VALUE ~ '@');
CREATE TABLE t (a email NOT NULL);
-- new
CREATE TABLE t (a text NOT NULL);
-- rows
INSERT INTO t VALUES ('a@b');
