-- A unique column of one table goes, and the foreign key of another with it.
-- loses
column public.t.code
column public.u.code
-- old
CREATE TABLE t (id int PRIMARY KEY, code text UNIQUE);
CREATE TABLE u (id int PRIMARY KEY, code text REFERENCES t (code));
-- new
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE u (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1, 'a');
INSERT INTO u VALUES (1, 'a');
