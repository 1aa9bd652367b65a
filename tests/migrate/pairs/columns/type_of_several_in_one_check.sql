-- Two columns that one check, one index and one unique constraint compare become text together.
-- both ways
-- loses
column public.t.a
column public.t.b
-- old
CREATE TABLE t (a int, b int, UNIQUE (a, b), CHECK (a <> b), EXCLUDE USING btree (a WITH =, b WITH =));
CREATE INDEX t_i ON t (a) WHERE a <> b;
-- new
CREATE TABLE t (a text, b text, UNIQUE (a, b), CHECK (a <> b), EXCLUDE USING btree (a WITH =, b WITH =));
CREATE INDEX t_i ON t (a) WHERE a <> b;
-- rows
INSERT INTO t VALUES (1, 2);
-- expect
SELECT a, b FROM t;
--> 1 | 2
