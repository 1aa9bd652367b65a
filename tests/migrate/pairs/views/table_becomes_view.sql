-- A table gives its name to a view.
-- loses
table public.t
-- old
CREATE TABLE t (id int);
CREATE TABLE base (id int);
-- new
CREATE TABLE base (id int);
CREATE VIEW t AS SELECT id FROM base;
-- rows
INSERT INTO t VALUES (1);
INSERT INTO base VALUES (2);
