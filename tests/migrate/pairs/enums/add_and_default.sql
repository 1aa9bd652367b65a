-- A new value is the default at once.
-- old
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id int, m mood NOT NULL DEFAULT 'a');
-- new
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id int, m mood NOT NULL DEFAULT 'c');
-- rows
INSERT INTO t VALUES (1, 'b');
