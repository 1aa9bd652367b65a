-- The view's column takes the new name too, which CREATE OR REPLACE refuses.
-- hints
rename column:public.t.a=b
-- old
CREATE TABLE t (id int PRIMARY KEY, a text);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE VIEW w AS SELECT a FROM v;
-- new
CREATE TABLE t (id int PRIMARY KEY, b text);
CREATE VIEW v AS SELECT id, b FROM t;
CREATE VIEW w AS SELECT b FROM v;
-- rows
INSERT INTO t VALUES (1, 'x');
