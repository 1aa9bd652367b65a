-- A typed table and a plain one of the same columns.
-- both ways
-- both
CREATE TYPE pair AS (a int, b text);
-- old
CREATE TABLE t (a int, b text);
-- new
CREATE TABLE t OF pair;
-- rows
INSERT INTO t VALUES (1, 'x');
