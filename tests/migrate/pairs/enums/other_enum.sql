-- A column changes to another enum with some of the same values.
-- old
CREATE TYPE one AS ENUM ('a', 'b');
CREATE TYPE two AS ENUM ('b', 'a', 'z');
CREATE TABLE t (m one DEFAULT 'a');
-- new
CREATE TYPE one AS ENUM ('a', 'b');
CREATE TYPE two AS ENUM ('b', 'a', 'z');
CREATE TABLE t (m two DEFAULT 'z');
-- loses
column public.t.m
-- rows
INSERT INTO t VALUES ('b');
-- expect
SELECT m FROM t;
--> b
