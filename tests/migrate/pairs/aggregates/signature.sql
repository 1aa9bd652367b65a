-- Aggregates that cannot be replaced in place: another argument, another name of one, another result.
-- both ways
-- both
CREATE TABLE t (a int);
CREATE FUNCTION finish(bigint) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
-- old
CREATE AGGREGATE a(int) (SFUNC = int4_sum, STYPE = bigint);
CREATE AGGREGATE b(x int) (SFUNC = int4_sum, STYPE = bigint);
CREATE AGGREGATE c(int) (SFUNC = int4_sum, STYPE = bigint);
CREATE FUNCTION d(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE VIEW v AS SELECT c(a) AS c, b(a) AS b FROM t;
-- new
CREATE AGGREGATE a(smallint) (SFUNC = int2_sum, STYPE = bigint);
CREATE AGGREGATE b(y int) (SFUNC = int4_sum, STYPE = bigint);
CREATE AGGREGATE c(int) (SFUNC = int4_sum, STYPE = bigint, FINALFUNC = finish);
CREATE AGGREGATE d(int) (SFUNC = int4_sum, STYPE = bigint);
CREATE VIEW v AS SELECT c(a) AS c, b(a) AS b FROM t;
