-- Bodies with dollars, quotes and backslashes in them.
-- both ways
-- old
CREATE TABLE t (id int);
-- new
CREATE TABLE t (id int);
CREATE FUNCTION a() RETURNS text LANGUAGE sql AS 'SELECT $$x$$';
CREATE FUNCTION b() RETURNS text LANGUAGE sql AS 'SELECT $$x$$ || $body$y$body$ || $body2$y$body2$';
CREATE FUNCTION c() RETURNS text LANGUAGE sql AS E'SELECT ''\\n'' -- $';
CREATE FUNCTION d() RETURNS text LANGUAGE sql AS 'SELECT $$x$$ -- $body';
CREATE FUNCTION e() RETURNS text LANGUAGE plpgsql AS E'\r\nBEGIN\r\n  RETURN ''%s'' % ''a'';\r\nEND\r\n';
