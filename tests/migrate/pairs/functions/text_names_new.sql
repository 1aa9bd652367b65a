-- Functions whose text names what is new in the same change: a view, a column, a type, one another.
-- both ways
-- loses
column public.t.b
-- old
CREATE TABLE t (id int);
CREATE VIEW w AS SELECT id FROM t;
-- new
SET check_function_bodies = off;
CREATE TYPE kind AS ENUM ('a');
CREATE TABLE t (id int, b int);
CREATE VIEW w AS SELECT id, b FROM t;
CREATE VIEW zz AS SELECT b FROM t;
CREATE FUNCTION a() RETURNS bigint LANGUAGE sql AS 'SELECT sum(b) FROM zz';
CREATE FUNCTION b() RETURNS int LANGUAGE sql AS 'SELECT b FROM w';
CREATE FUNCTION c() RETURNS bigint LANGUAGE sql AS 'SELECT d() + 1';
CREATE FUNCTION d() RETURNS bigint LANGUAGE sql AS 'SELECT a()';
CREATE FUNCTION e() RETURNS int LANGUAGE plpgsql AS 'DECLARE k kind; r zz%ROWTYPE; BEGIN RETURN 1; END';
CREATE FUNCTION even(int) RETURNS boolean LANGUAGE sql AS 'SELECT $1 = 0 OR odd($1 - 1)';
CREATE FUNCTION odd(int) RETURNS boolean LANGUAGE sql AS 'SELECT $1 <> 0 AND even($1 - 1)';
CREATE TABLE u (id int DEFAULT c());
