-- A materialised view's storage parameters, rows, clustering and columns change in place.
-- both ways
-- both
CREATE TABLE t (id int, a text);
-- old
CREATE MATERIALIZED VIEW m WITH (fillfactor = 50, autovacuum_enabled = false) AS SELECT id, a FROM t;
CREATE INDEX m_id ON m (id);
CREATE MATERIALIZED VIEW n AS SELECT id FROM t WITH NO DATA;
-- new
CREATE MATERIALIZED VIEW m WITH (fillfactor = 60) AS SELECT id, a FROM t;
CREATE INDEX m_id ON m (id);
ALTER MATERIALIZED VIEW m CLUSTER ON m_id;
ALTER MATERIALIZED VIEW m ALTER COLUMN a SET STORAGE EXTERNAL;
ALTER MATERIALIZED VIEW m ALTER COLUMN id SET STATISTICS 7;
ALTER MATERIALIZED VIEW m ALTER COLUMN id SET (n_distinct = 5);
CREATE MATERIALIZED VIEW n AS SELECT id FROM t WITH DATA;
