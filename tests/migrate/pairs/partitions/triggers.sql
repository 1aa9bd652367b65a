-- Row triggers of a partitioned table, cloned to its partitions.
-- both ways
-- both
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
-- old
CREATE TABLE t (id int, a int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
-- new
CREATE TABLE t (id int, a int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE TRIGGER touch AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER own AFTER INSERT ON t_1 FOR EACH ROW EXECUTE FUNCTION touch();
-- rows
INSERT INTO t VALUES (1, 2);
