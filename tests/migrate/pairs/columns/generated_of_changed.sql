-- A generated column reads a column whose type changes, and one that goes.
-- loses
column public.t.last
-- old
CREATE TABLE t (first varchar(10), last text, name text GENERATED ALWAYS AS (first || last) STORED);
-- new
CREATE TABLE t (first text, name text GENERATED ALWAYS AS (upper(first)) STORED);
-- rows
INSERT INTO t VALUES ('ada', 'l');
-- expect
SELECT first, name FROM t;
--> ada | ADA
