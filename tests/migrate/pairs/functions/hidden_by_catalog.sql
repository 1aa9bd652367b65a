-- Functions and a type that pg_catalog has, too.
-- both ways
-- old
CREATE FUNCTION length(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION upper(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
CREATE TABLE t (id int DEFAULT public.length('x'));
-- new
CREATE FUNCTION length(text) RETURNS int LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION lower(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
COMMENT ON FUNCTION public.length(text) IS 'not the true one';
GRANT EXECUTE ON FUNCTION public.lower(text) TO ait_reader;
CREATE TYPE point AS (x int, y int);
CREATE TABLE t (id int DEFAULT public.length('x'));
CREATE FUNCTION f(public.point) RETURNS int LANGUAGE sql AS 'SELECT ($1).x';
