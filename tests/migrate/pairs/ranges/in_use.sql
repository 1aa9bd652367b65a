-- A range type with its own functions changes while columns hold it and its multirange.
-- old
CREATE FUNCTION apart(x int, y int) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT (x - y)::float8';
CREATE TYPE r AS RANGE (subtype = int4, subtype_diff = apart);
CREATE TABLE t (id int, r r, m r_multirange);
CREATE INDEX t_r ON t USING gist (r);
CREATE VIEW v AS SELECT lower(r) AS low FROM t;
CREATE FUNCTION f(r) RETURNS int LANGUAGE sql AS 'SELECT lower($1)';
-- new
CREATE TYPE r AS RANGE (subtype = int8);
CREATE TABLE t (id int, r r, m r_multirange);
CREATE INDEX t_r ON t USING gist (r);
CREATE VIEW v AS SELECT lower(r) AS low FROM t;
CREATE FUNCTION f(r) RETURNS bigint LANGUAGE sql AS 'SELECT lower($1)';
-- rows
INSERT INTO t VALUES (1, '[1,5)', '{[1,5),[7,9)}');
