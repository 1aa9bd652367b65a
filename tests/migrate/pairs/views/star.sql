-- A view of every column, over a table that gets one: the view is as the new state prints it.
-- old
CREATE TABLE t (id int, a text);
CREATE VIEW v AS SELECT * FROM t;
-- new
CREATE TABLE t (id int, a text, b int);
CREATE VIEW v AS SELECT * FROM t;
-- rows
INSERT INTO t VALUES (1, 'a');
