-- New functions that call each other and read a table and a view that are new.
-- both ways
-- loses
table public.numbers
-- old
CREATE TABLE keep (id int);
-- new
CREATE TABLE keep (id int);
CREATE TABLE numbers (n int);
CREATE FUNCTION c_last() RETURNS int LANGUAGE sql AS 'SELECT max(n) FROM numbers';
CREATE FUNCTION b_middle() RETURNS int LANGUAGE sql AS 'SELECT c_last()';
CREATE FUNCTION a_first() RETURNS int RETURN b_middle();
CREATE VIEW v AS SELECT a_first() AS n;
CREATE FUNCTION of_view() RETURNS SETOF v LANGUAGE sql AS 'SELECT * FROM v';
CREATE FUNCTION mutual_a(n int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN mutual_b(n); END';
CREATE FUNCTION mutual_b(n int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN mutual_a(n); END';
