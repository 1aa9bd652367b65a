-- An enum goes with its last column.
-- loses
column public.t.m
-- old
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (id int, m mood);
CREATE FUNCTION f(mood) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- new
CREATE TABLE t (id int);
-- rows
INSERT INTO t VALUES (1, 'a');
