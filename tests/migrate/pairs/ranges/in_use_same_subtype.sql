-- A range type gets a function of its own and keeps its subtype while a column holds it.
-- both ways
-- both
CREATE FUNCTION apart(x int, y int) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT (x - y)::float8';
-- old
CREATE TYPE "R" AS RANGE (subtype = int4);
CREATE TABLE t (id int, r "R"[] NOT NULL DEFAULT '{}');
-- new
CREATE TYPE "R" AS RANGE (subtype = int4, subtype_diff = apart, multirange_type_name = many);
CREATE TABLE t (id int, r "R"[] NOT NULL DEFAULT '{}');
-- rows
INSERT INTO t VALUES (1, '{"[1,5)"}');
