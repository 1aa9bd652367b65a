-- Values in the middle, several in a row and in two places.
-- old
CREATE TYPE mood AS ENUM ('a', 'd', 'f');
CREATE TABLE t (m mood);
-- new
CREATE TYPE mood AS ENUM ('a', 'b', 'c', 'd', 'e', 'f');
CREATE TABLE t (m mood);
-- rows
INSERT INTO t VALUES ('f'), ('a'), ('d');
-- expect
SELECT m FROM t ORDER BY m;
--> a
--> d
--> f
