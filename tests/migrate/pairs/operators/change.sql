-- An operator's function becomes another.
-- both
CREATE FUNCTION same(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
CREATE FUNCTION equal(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
CREATE TABLE t (a int, b int);
-- old
CREATE OPERATOR === (FUNCTION = same, LEFTARG = int, RIGHTARG = int);
CREATE VIEW v AS SELECT a FROM t WHERE a === b;
CREATE OPERATOR @@@ (FUNCTION = pg_catalog.int4um, RIGHTARG = int);
-- new
CREATE OPERATOR === (FUNCTION = equal, LEFTARG = int, RIGHTARG = int, COMMUTATOR = ===);
CREATE VIEW v AS SELECT a FROM t WHERE a === b;
CREATE OPERATOR @@@ (FUNCTION = pg_catalog.int4up, RIGHTARG = int);
