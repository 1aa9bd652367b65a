-- A column goes that an index, a check, a view and a foreign key used.
-- loses
column public.t.a
-- old
CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b int, CHECK (a < b));
CREATE TABLE u (a int REFERENCES t (a));
CREATE INDEX t_ab ON t (a, b);
CREATE VIEW v AS SELECT id, a, b FROM t;
-- new
CREATE TABLE t (id int PRIMARY KEY, b int);
CREATE TABLE u (a int);
CREATE INDEX t_ab ON t (b);
CREATE VIEW v AS SELECT id, b FROM t;
-- rows
INSERT INTO t VALUES (1, 2, 3);
INSERT INTO u VALUES (2);
-- expect
SELECT a FROM u;
--> 2
