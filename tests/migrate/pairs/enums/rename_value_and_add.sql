-- A value renamed and others added around it.
-- hints
rename enum_value:public.mood.b=bee
-- old
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (m mood DEFAULT 'b');
-- new
CREATE TYPE mood AS ENUM ('x', 'a', 'y', 'bee', 'z');
CREATE TABLE t (m mood DEFAULT 'bee');
-- rows
INSERT INTO t VALUES ('b');
-- expect
SELECT m FROM t;
--> bee
