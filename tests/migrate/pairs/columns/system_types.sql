-- A column of each of the less usual types.
-- both ways
-- loses
table public.t
-- old
CREATE TABLE keep (id int);
-- new
CREATE TABLE keep (id int);
CREATE TABLE t (a interval day to second(3), b bit(3), c time(2) with time zone, d "char", e money, f macaddr8, g tsvector, h point, i xml, j int4multirange, k char(5)[], l numeric(5, 2)[][], m name, n oid, o interval(2), p varchar, q numeric(3, 0));
