-- The function below an aggregate is made again, and the view above with it.
-- both ways
-- both
CREATE TABLE t (a int);
-- old
CREATE FUNCTION step(a bigint, b int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE AGGREGATE total(int) (SFUNC = step, STYPE = bigint, INITCOND = '0');
CREATE VIEW v AS SELECT total(a) AS a FROM t;
-- new
CREATE FUNCTION step(sum bigint, b int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE AGGREGATE total(int) (SFUNC = step, STYPE = bigint, INITCOND = '0');
CREATE VIEW v AS SELECT total(a) AS a FROM t;
