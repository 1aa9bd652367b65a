-- A function takes and gives rows of a table that gets a column.
-- old
CREATE TABLE t (id int);
CREATE FUNCTION f(t) RETURNS t LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION all_of_them() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t';
CREATE VIEW v AS SELECT (f(t)).id FROM t;
-- new
CREATE TABLE t (id int, a text);
CREATE FUNCTION f(t) RETURNS t LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION all_of_them() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t';
CREATE VIEW v AS SELECT (f(t)).id FROM t;
-- rows
INSERT INTO t VALUES (1);
