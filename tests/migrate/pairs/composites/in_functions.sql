-- A composite type of functions, another type and an array changes; comments stay.
-- both ways
-- old
CREATE TYPE c AS (a int, b text);
CREATE TYPE d AS (c c, cs c[]);
CREATE FUNCTION f(c, d[]) RETURNS c LANGUAGE sql AS 'SELECT $1';
CREATE VIEW v AS SELECT (f(ROW(1, 'x')::c, NULL)).a;
COMMENT ON COLUMN c.b IS 'kept';
COMMENT ON TYPE c IS 'kept';
-- new
CREATE TYPE c AS (a bigint, b text COLLATE "C", e int, f int);
CREATE TYPE d AS (c c, cs c[]);
CREATE FUNCTION f(c, d[]) RETURNS c LANGUAGE sql AS 'SELECT $1';
CREATE VIEW v AS SELECT (f(ROW(1, 'x', 2, 3)::c, NULL)).a;
COMMENT ON COLUMN c.b IS 'kept';
COMMENT ON TYPE c IS 'kept';
