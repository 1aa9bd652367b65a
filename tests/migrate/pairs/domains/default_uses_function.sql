-- The function of a domain's default is made again, and the columns of the domain stay.
-- both ways
-- old
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE DOMAIN d AS int DEFAULT f();
CREATE TABLE t (id int, d d);
-- new
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE DOMAIN d AS int DEFAULT f();
CREATE TABLE t (id int, d d);
-- rows
INSERT INTO t VALUES (1, 5);
