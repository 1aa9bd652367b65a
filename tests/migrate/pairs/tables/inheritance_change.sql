-- A change of a parent reaches its children once.
-- old
CREATE TABLE parents (id int, name varchar(10), gone int);
CREATE TABLE children (extra int) INHERITS (parents);
CREATE INDEX children_name ON children (name);
-- new
CREATE TABLE parents (id bigint, name text NOT NULL DEFAULT 'x', added date, CHECK (id > 0));
CREATE TABLE children (extra int) INHERITS (parents);
CREATE INDEX children_name ON children (name);
-- loses
column public.parents.gone
column public.children.gone
-- rows
INSERT INTO parents VALUES (1, 'p', 1);
INSERT INTO children VALUES (2, 'c', 2, 3);
-- expect
SELECT tableoid::regclass, id, name FROM parents ORDER BY id;
--> parents | 1 | p
--> children | 2 | c
