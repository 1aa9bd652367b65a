-- Another return type: of a plain function, a table function, one with out arguments, one made a procedure.
-- both ways
-- old
CREATE FUNCTION a() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION b() RETURNS TABLE (x int) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION c(OUT x int) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION d() RETURNS void LANGUAGE plpgsql AS 'BEGIN END';
COMMENT ON FUNCTION a() IS 'kept';
GRANT EXECUTE ON FUNCTION a() TO ait_reader;
-- new
CREATE FUNCTION a() RETURNS text LANGUAGE sql AS $$SELECT '1'$$;
CREATE FUNCTION b() RETURNS TABLE (x int, y int) LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION c(OUT x int, OUT y int) LANGUAGE sql AS 'SELECT 1, 2';
CREATE PROCEDURE d() LANGUAGE plpgsql AS 'BEGIN END';
COMMENT ON FUNCTION a() IS 'kept';
GRANT EXECUTE ON FUNCTION a() TO ait_reader;
