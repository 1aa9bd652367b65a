-- A publication gets another table and publishes less; a published table goes.
-- both ways
-- loses
table public.gone
-- both
CREATE TABLE t (id int PRIMARY KEY, a text);
-- old
CREATE TABLE gone ("at" date PRIMARY KEY, b xml);
CREATE PUBLICATION p FOR TABLE t, gone;
-- new
CREATE TABLE u (number bigint PRIMARY KEY, c jsonb, d text);
CREATE PUBLICATION p FOR TABLE t, u WITH (publish = 'insert, update', publish_via_partition_root = true);
-- rows
INSERT INTO t VALUES (1, 'x');
