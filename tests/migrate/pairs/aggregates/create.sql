-- Aggregates with their options.
-- both ways
-- old
CREATE TABLE t (a int);
-- new
CREATE FUNCTION step(bigint, int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1 + coalesce($2, 0)';
CREATE FUNCTION finish(bigint) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
CREATE AGGREGATE total(int) (SFUNC = step, STYPE = bigint, INITCOND = '0', FINALFUNC = finish, PARALLEL = SAFE);
CREATE AGGREGATE ordered(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
COMMENT ON AGGREGATE total(int) IS 'as text';
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT total(a) AS a FROM t;
