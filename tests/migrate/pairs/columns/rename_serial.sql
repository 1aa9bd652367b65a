-- A renamed serial column: its sequence is renamed with it and goes on counting.
-- hints
rename column:public.t.id=key
-- old
CREATE TABLE t (id serial PRIMARY KEY, x int);
-- new
CREATE TABLE t (key serial PRIMARY KEY, x int);
-- rows
INSERT INTO t (x) VALUES (5), (6);
-- expect
SELECT nextval('t_key_seq');
--> 3
