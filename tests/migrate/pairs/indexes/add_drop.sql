-- Indexes of each kind: added and dropped.
-- both ways
-- old
CREATE TABLE t (a int, b text, c int[], d jsonb, e int4range, f point, g tsvector);
CREATE INDEX gone ON t (a);
-- new
CREATE TABLE t (a int, b text, c int[], d jsonb, e int4range, f point, g tsvector);
CREATE INDEX plain ON t (a, b);
CREATE UNIQUE INDEX one_each ON t (a);
CREATE INDEX hashed ON t USING hash (b);
CREATE INDEX inverted ON t USING gin (c);
CREATE INDEX documents ON t USING gin (d jsonb_path_ops);
CREATE INDEX ranges ON t USING gist (e);
CREATE INDEX places ON t USING spgist (f);
CREATE INDEX blocks ON t USING brin (a) WITH (pages_per_range = 16);
CREATE INDEX words ON t USING gin (to_tsvector('simple', b));
CREATE INDEX searched ON t USING gin (g) WITH (fastupdate = off);
-- rows
INSERT INTO t VALUES (1, 'x', '{1}', '{}', '[1,2)', '(1,2)', 'a');
