-- A column's type moves from one schema's enum to that of another.
-- both
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TYPE a.kind AS ENUM ('x', 'y');
CREATE TYPE b.kind AS ENUM ('x', 'y');
-- old
CREATE TABLE t (id int PRIMARY KEY, kind a.kind NOT NULL DEFAULT 'y');
-- new
CREATE TABLE t (id int PRIMARY KEY, kind b.kind NOT NULL DEFAULT 'y');
-- rows
INSERT INTO t VALUES (1, 'x'), (2, 'y');
-- expect
SELECT id, kind FROM t ORDER BY id;
--> 1 | x
--> 2 | y
