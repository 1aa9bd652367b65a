-- A materialised view's query changes: its indexes, comments, grants and the views above it come back.
-- both ways
-- both
CREATE TABLE t (id int, a text, b int);
-- old
CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE INDEX m_a ON m (a);
CREATE VIEW above AS SELECT id FROM m;
CREATE MATERIALIZED VIEW above2 AS SELECT count(*) AS n FROM above;
COMMENT ON MATERIALIZED VIEW m IS 'kept';
COMMENT ON INDEX m_a IS 'kept too';
GRANT SELECT ON m TO ait_reader;
-- new
CREATE MATERIALIZED VIEW m AS SELECT id, a, b FROM t WHERE id > 0;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE INDEX m_a ON m (a);
CREATE VIEW above AS SELECT id FROM m;
CREATE MATERIALIZED VIEW above2 AS SELECT count(*) AS n FROM above;
COMMENT ON MATERIALIZED VIEW m IS 'kept';
COMMENT ON INDEX m_a IS 'kept too';
GRANT SELECT ON m TO ait_reader;
-- rows
INSERT INTO t VALUES (1, 'a', 2);
