-- Two columns exchange their names.
-- hints
rename column:public.t.a=b
rename column:public.t.b=a
-- old
CREATE TABLE t (id int PRIMARY KEY, a int, b text);
-- new
CREATE TABLE t (id int PRIMARY KEY, b int, a text);
-- rows
INSERT INTO t VALUES (1, 7, 'seven');
-- expect
SELECT a, b FROM t;
--> seven | 7
