-- Functions of every form: SQL, PL/pgSQL, SQL-standard body, set, table, out, variadic, window of arguments.
-- both ways
-- old
CREATE TABLE t (id int, a text);
-- new
CREATE TABLE t (id int, a text);
CREATE FUNCTION one(a int, b int DEFAULT 2) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT a + b';
CREATE FUNCTION two(INOUT a int, OUT b text) LANGUAGE plpgsql AS $body$ BEGIN b := $x$it's$x$; END $body$;
CREATE FUNCTION three() RETURNS SETOF t LANGUAGE sql STABLE ROWS 10 COST 500 AS 'SELECT * FROM t';
CREATE FUNCTION four(VARIADIC xs int[]) RETURNS TABLE (x int, y text) LANGUAGE sql AS 'SELECT x, x::text FROM unnest(xs) AS x';
CREATE FUNCTION five(id int) RETURNS text STABLE RETURN (SELECT t.a FROM t WHERE t.id = five.id);
CREATE FUNCTION six() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '1MB' AS 'BEGIN END';
CREATE FUNCTION "Seven Ü"("A" anyelement) RETURNS anyelement LANGUAGE sql LEAKPROOF AS 'SELECT $1';
CREATE PROCEDURE eight(INOUT n int) LANGUAGE plpgsql AS 'BEGIN n := n + 1; COMMIT; END';
CREATE FUNCTION one(a text) RETURNS text LANGUAGE sql AS 'SELECT a';
COMMENT ON FUNCTION one(int, int) IS 'adds';
COMMENT ON PROCEDURE eight(int) IS 'counts';
