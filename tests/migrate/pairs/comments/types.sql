-- Comments on types, on a composite's columns, on a domain's constraint.
-- both ways
-- both
CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN d AS int CONSTRAINT positive CHECK (VALUE > 0);
CREATE TYPE c AS (x int, y int);
CREATE TYPE r AS RANGE (SUBTYPE = int4);
CREATE SEQUENCE s;
CREATE AGGREGATE add(int) (SFUNC = int4pl, STYPE = int);
CREATE PROCEDURE p() LANGUAGE sql AS '';
-- old
SELECT 1;
-- new
COMMENT ON TYPE e IS 'e';
COMMENT ON DOMAIN d IS 'd';
COMMENT ON CONSTRAINT positive ON DOMAIN d IS 'more than nothing';
COMMENT ON TYPE c IS 'c';
COMMENT ON COLUMN c.x IS 'x';
COMMENT ON TYPE r IS 'r';
COMMENT ON SEQUENCE s IS 's';
COMMENT ON AGGREGATE add(int) IS 'sum';
COMMENT ON PROCEDURE p IS 'p';
