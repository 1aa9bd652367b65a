-- Values before the first.
-- old
CREATE TYPE mood AS ENUM ('c', 'd');
CREATE TABLE t (m mood);
-- new
CREATE TYPE mood AS ENUM ('a', 'b', 'c', 'd');
CREATE TABLE t (m mood);
-- rows
INSERT INTO t VALUES ('c');
