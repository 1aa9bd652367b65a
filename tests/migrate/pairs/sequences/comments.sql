-- Comments on sequences, also on one that a column owns.
-- both ways
-- old
CREATE SEQUENCE s;
CREATE TABLE t (id serial);
COMMENT ON SEQUENCE s IS 'old';
-- new
CREATE SEQUENCE s;
CREATE TABLE t (id serial);
COMMENT ON SEQUENCE s IS 'new';
COMMENT ON SEQUENCE t_id_seq IS 'owned';
