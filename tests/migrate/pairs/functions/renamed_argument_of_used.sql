-- An argument's name changes of a function that a view and an index use.
-- old
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE t (a int);
CREATE INDEX i ON t (f(a));
CREATE VIEW v AS SELECT f(x => a) AS a FROM t;
-- new
CREATE FUNCTION f(y int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE t (a int);
CREATE INDEX i ON t (f(a));
CREATE VIEW v AS SELECT f(y => a) AS a FROM t;
-- rows
INSERT INTO t VALUES (1);
