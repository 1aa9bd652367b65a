-- Materialised views with indexes, storage parameters and one that holds no data.
-- both ways
-- old
CREATE TABLE t (id int, a text);
CREATE MATERIALIZED VIEW old_one AS SELECT id FROM t;
-- new
CREATE TABLE t (id int, a text);
CREATE MATERIALIZED VIEW m WITH (fillfactor = 70) AS SELECT id, a FROM t;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE INDEX m_a ON m (a) WHERE id > 0;
CREATE VIEW above AS SELECT a FROM m;
CREATE MATERIALIZED VIEW nothing AS SELECT id FROM t WITH NO DATA;
-- rows
INSERT INTO t VALUES (1, 'a');
