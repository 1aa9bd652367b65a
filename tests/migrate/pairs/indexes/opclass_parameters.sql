-- Parameters of an operator class.
-- both ways
-- both
CREATE TABLE t (v tsvector);
-- old
CREATE INDEX i ON t USING gist (v);
-- new
CREATE INDEX i ON t USING gist (v tsvector_ops (siglen = 64));
-- rows
INSERT INTO t VALUES ('a b');
