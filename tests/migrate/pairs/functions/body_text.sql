-- Bodies with dollars, quotes, backslashes, comments, percent signs and a colon.
-- both ways
-- old
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT 1::text';
-- new
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $outer$
    -- a comment; with a semicolon
    SELECT $$dollars$$ || 'it''s' || E'\\n\t' || '100%' || ':name' || '{}' /* and $function$ too */;
$outer$;
CREATE FUNCTION g() RETURNS text LANGUAGE plpgsql AS $f$
DECLARE
    x text := '$body$';
BEGIN
    EXECUTE format($q$SELECT %L$q$, x) INTO x;
    RETURN x;
END
$f$;
