-- A range type with its options, and a column of it.
-- both ways
-- loses
column public.t.r
-- old
CREATE TABLE t (id int);
-- new
CREATE TYPE floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TYPE textrange AS RANGE (subtype = text, collation = "C", multirange_type_name = textranges);
CREATE TABLE t (id int, r floatrange);
COMMENT ON TYPE floatrange IS 'from, to';
-- rows
INSERT INTO t VALUES (1);
