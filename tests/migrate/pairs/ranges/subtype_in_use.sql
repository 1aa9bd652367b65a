-- A range type of a stored column counts in another type.
-- loses
column public.t.r
-- old
CREATE TYPE span AS RANGE (SUBTYPE = int4);
CREATE TABLE t (r span, rs span[]);
-- new
CREATE TYPE span AS RANGE (SUBTYPE = numeric);
CREATE TABLE t (r span, rs span[]);
-- rows
INSERT INTO t VALUES ('[1,5)', '{"[1,2)"}');
-- expect
SELECT r, rs FROM t;
--> [1,5) | {"[1,2)"}
