-- A value at the end.
-- old
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (m mood);
-- new
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE t (m mood);
-- rows
INSERT INTO t VALUES ('b');
