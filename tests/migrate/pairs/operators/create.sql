-- Operators that are each other's commutator and negator, and a view that uses one.
-- both ways
-- both
CREATE TABLE t (a int, b int);
-- old
SELECT 1;
-- new
CREATE FUNCTION same(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
CREATE FUNCTION other(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 <> $2';
CREATE OPERATOR === (FUNCTION = same, LEFTARG = int, RIGHTARG = int, COMMUTATOR = ===, NEGATOR = !==, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR !== (FUNCTION = other, LEFTARG = int, RIGHTARG = int, COMMUTATOR = !==, NEGATOR = ===);
COMMENT ON OPERATOR === (int, int) IS 'the same';
CREATE VIEW v AS SELECT a FROM t WHERE a === b;
-- rows
INSERT INTO t VALUES (1, 1);
