-- Functions of PostgreSQL's inner languages, with a window, a support function, odd arguments.
-- both ways
-- old
CREATE TABLE t (id int);
-- new
CREATE TABLE t (id int);
CREATE FUNCTION added(int, int) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'int4pl';
CREATE FUNCTION numbered() RETURNS bigint LANGUAGE internal WINDOW IMMUTABLE AS 'window_row_number';
CREATE FUNCTION handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION counted(int, int) RETURNS SETOF int LANGUAGE internal STRICT ROWS 7 SUPPORT generate_series_int4_support AS 'generate_series_int4';
CREATE FUNCTION many(VARIADIC xs numeric[] DEFAULT '{}') RETURNS numeric LANGUAGE sql AS 'SELECT sum(x) FROM unnest(xs) x';
CREATE FUNCTION polymorphic(anyelement, anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION inout_(INOUT a int, OUT b text, "In Quotes" date DEFAULT '2020-01-01') LANGUAGE sql AS 'SELECT a, ''x''';
