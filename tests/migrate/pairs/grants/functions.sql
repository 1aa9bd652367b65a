-- The right to execute, which PUBLIC has unless it is revoked.
-- both ways
-- both
CREATE FUNCTION a() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION b(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE c() LANGUAGE sql AS 'SELECT 1';
-- old
REVOKE ALL ON FUNCTION b(int, text) FROM PUBLIC;
-- new
REVOKE ALL ON FUNCTION a() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION a() TO ait_reader;
GRANT EXECUTE ON FUNCTION b(int, text) TO ait_writer;
REVOKE ALL ON PROCEDURE c() FROM PUBLIC;
