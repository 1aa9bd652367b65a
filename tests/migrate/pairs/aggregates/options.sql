-- Every option of an aggregate, for moving windows, in parallel, of an ordered set, without arguments.
-- both ways
-- old
CREATE TABLE t (a int);
-- new
CREATE TABLE t (a int);
CREATE AGGREGATE moving(float8) (SFUNC = float8pl, STYPE = float8, SSPACE = 16, FINALFUNC_MODIFY = READ_WRITE, FINALFUNC = dsqrt, COMBINEFUNC = float8pl, INITCOND = '0', MSFUNC = float8pl, MINVFUNC = float8mi, MSTYPE = float8, MSSPACE = 8, MFINALFUNC = dsqrt, MINITCOND = '0', PARALLEL = RESTRICTED);
CREATE AGGREGATE least_of(a int) (SFUNC = int4smaller, STYPE = int, SORTOP = <);
CREATE AGGREGATE counted(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
CREATE AGGREGATE mean(int8) (SFUNC = int8_avg_accum, STYPE = internal, FINALFUNC = numeric_poly_avg, COMBINEFUNC = int8_avg_combine, SERIALFUNC = int8_avg_serialize, DESERIALFUNC = int8_avg_deserialize, PARALLEL = SAFE);
CREATE AGGREGATE ranked(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
COMMENT ON AGGREGATE counted(*) IS 'rows';
COMMENT ON AGGREGATE ranked(VARIADIC "any" ORDER BY VARIADIC "any") IS 'rank';
GRANT EXECUTE ON FUNCTION moving(float8) TO ait_reader;
