-- A view becomes a materialised one, and the other way round.
-- both ways
-- both
CREATE TABLE t (id int);
-- old
CREATE VIEW a AS SELECT id FROM t;
CREATE MATERIALIZED VIEW b AS SELECT id FROM t;
CREATE VIEW above AS SELECT a.id FROM a JOIN b USING (id);
-- new
CREATE MATERIALIZED VIEW a AS SELECT id FROM t;
CREATE VIEW b AS SELECT id FROM t;
CREATE VIEW above AS SELECT a.id FROM a JOIN b USING (id);
