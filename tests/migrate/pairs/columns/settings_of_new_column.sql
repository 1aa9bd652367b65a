-- Storage, statistics target, n_distinct and compression, of columns of a new table and of an old one.
-- both ways
-- loses
table public.u
column public.t.b
-- old
CREATE TABLE t (a text);
-- new
CREATE TABLE t (a text, b text COMPRESSION pglz);
ALTER TABLE t ALTER a SET (n_distinct = -0.5), ALTER b SET STORAGE EXTERNAL, ALTER b SET STATISTICS 5;
CREATE TABLE u (a text COMPRESSION pglz, b numeric);
ALTER TABLE u ALTER a SET STORAGE MAIN, ALTER a SET (n_distinct = 7, n_distinct_inherited = 3), ALTER b SET STORAGE EXTERNAL;
