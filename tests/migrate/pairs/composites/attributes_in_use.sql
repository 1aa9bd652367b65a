-- An attribute comes to a composite type that a column, an array and a view use.
-- old
CREATE TYPE c AS (a int);
CREATE TABLE t (id int, c c, cs c[]);
CREATE VIEW v AS SELECT (c).a FROM t;
-- new
CREATE TYPE c AS (a int, b text);
CREATE TABLE t (id int, c c, cs c[]);
CREATE VIEW v AS SELECT (c).a FROM t;
-- rows
INSERT INTO t VALUES (1, '(7)', '{(1),(2)}');
-- expect
SELECT (c).a, (cs)[2] FROM t;
--> 7 | (2,)
