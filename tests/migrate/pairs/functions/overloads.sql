-- One of several overloads changes, one goes, one comes.
-- both ways
-- old
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION f(int, int) RETURNS int LANGUAGE sql AS 'SELECT 3';
-- new
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 10';
CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION f(boolean) RETURNS int LANGUAGE sql AS 'SELECT 4';
COMMENT ON FUNCTION f(text) IS 'of text';
