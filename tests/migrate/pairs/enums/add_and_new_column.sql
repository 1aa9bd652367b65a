-- A new value is the default of a new column that fills the rows that are there.
-- old
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id int, m mood);
-- new
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id int, m mood, n mood NOT NULL DEFAULT 'c');
-- rows
INSERT INTO t VALUES (1, 'b');
-- expect
SELECT n FROM t;
--> c
