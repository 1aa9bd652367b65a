-- Comments on views, materialised views and their columns.
-- both ways
-- both
CREATE TABLE t (id int);
CREATE VIEW v AS SELECT id FROM t;
CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
-- old
COMMENT ON VIEW v IS 'old';
-- new
COMMENT ON VIEW v IS 'new';
COMMENT ON COLUMN v.id IS 'key';
COMMENT ON MATERIALIZED VIEW m IS 'stored';
COMMENT ON COLUMN m.id IS 'key';
