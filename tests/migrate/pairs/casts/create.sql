-- Casts by a function, by text, and by nothing; one changes.
-- both ways
-- both
CREATE TYPE pair AS (a int, b int);
CREATE TYPE size AS ENUM ('s', 'l');
CREATE FUNCTION total(pair) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.a + $1.b';
-- old
CREATE CAST (pair AS int) WITH FUNCTION total(pair);
-- new
CREATE CAST (pair AS int) WITH FUNCTION total(pair) AS IMPLICIT;
CREATE CAST (text AS size) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (text AS size) IS 'lenient';
