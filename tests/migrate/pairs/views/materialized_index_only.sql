-- Only an index of a materialised view changes.
-- both ways
-- both
CREATE TABLE t (id int, a text);
CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t;
-- old
CREATE INDEX m_i ON m (id);
-- new
CREATE INDEX m_i ON m (id DESC, a);
CREATE UNIQUE INDEX m_u ON m (id);
