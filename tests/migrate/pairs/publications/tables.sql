-- A publication gets another table and publishes less; a published table goes.
-- both ways
-- both
CREATE TABLE t (id int PRIMARY KEY, a text);
-- old
CREATE TABLE gone (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t, gone;
-- new
CREATE TABLE u (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t, u WITH (publish = 'insert, update', publish_via_partition_root = true);
-- rows
INSERT INTO t VALUES (1, 'x');
