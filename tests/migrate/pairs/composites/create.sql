-- A composite type and a column and a function of it.
-- both ways
-- loses
column public.t.p
-- old
CREATE TABLE t (id int);
-- new
CREATE TYPE point2 AS (x numeric(5, 2), "Y" text COLLATE "C", z int[]);
COMMENT ON TYPE point2 IS 'a place';
COMMENT ON COLUMN point2.x IS 'east';
CREATE TABLE t (id int, p point2);
CREATE FUNCTION f(p point2) RETURNS numeric LANGUAGE sql AS 'SELECT p.x';
-- rows
INSERT INTO t VALUES (1);
