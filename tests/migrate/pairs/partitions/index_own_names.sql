-- An index is new on a partitioned table and its partitions, and on these it has a name of its own.
-- both ways
-- old
CREATE TABLE parts (id int, kind text) PARTITION BY LIST (kind);
CREATE TABLE parts_a PARTITION OF parts FOR VALUES IN ('a');
CREATE TABLE parts_b PARTITION OF parts FOR VALUES IN ('b') PARTITION BY RANGE (id);
CREATE TABLE parts_b_1 PARTITION OF parts_b FOR VALUES FROM (0) TO (9);
-- new
CREATE TABLE parts (id int, kind text) PARTITION BY LIST (kind);
CREATE TABLE parts_a PARTITION OF parts FOR VALUES IN ('a');
CREATE TABLE parts_b PARTITION OF parts FOR VALUES IN ('b') PARTITION BY RANGE (id);
CREATE TABLE parts_b_1 PARTITION OF parts_b FOR VALUES FROM (0) TO (9);
CREATE INDEX ids_b1 ON parts_b_1 (id);
CREATE INDEX ids_b ON parts_b (id);
CREATE INDEX ids_a ON parts_a (id);
CREATE INDEX ids ON parts (id);
-- rows
INSERT INTO parts VALUES (1, 'a'), (1, 'b');
