-- Comments on a view, a materialised view and their columns, also when the view is made again.
-- both ways
-- old
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a, b FROM t;
COMMENT ON VIEW v IS 'view';
COMMENT ON COLUMN v.a IS 'the a';
CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t;
COMMENT ON COLUMN m.a IS 'kept';
COMMENT ON COLUMN m.b IS 'changed';
-- new
CREATE TABLE t (a bigint, b int);
CREATE VIEW v AS SELECT a, b FROM t;
COMMENT ON VIEW v IS 'view';
COMMENT ON COLUMN v.a IS 'the a';
COMMENT ON COLUMN v.b IS 'the b';
CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t;
COMMENT ON MATERIALIZED VIEW m IS 'it''s';
COMMENT ON COLUMN m.a IS 'kept';
COMMENT ON COLUMN m.b IS 'other';
-- rows
INSERT INTO t VALUES (1, 2);
