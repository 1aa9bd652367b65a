-- The owning column goes; the sequence stays and is owned by nobody.
-- loses
column public.t.a
-- old
CREATE TABLE t (id int, a bigint);
CREATE SEQUENCE s OWNED BY t.a;
ALTER TABLE t ALTER a SET DEFAULT nextval('s');
-- new
CREATE TABLE t (id int);
CREATE SEQUENCE s;
-- rows
INSERT INTO t (id) VALUES (1), (2);
-- expect
SELECT nextval('s');
--> 3
