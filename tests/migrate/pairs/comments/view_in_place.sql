-- A comment on a column of a materialised view makes no view again.
-- both ways
-- old
CREATE TABLE t (a int);
CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
-- new
CREATE TABLE t (a int);
CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
COMMENT ON COLUMN m.a IS 'the a';
