-- A key is new on a partitioned table and its partition, and on this it has a name of its own, as its NOT NULL.
-- both ways
-- old
CREATE TABLE parts (id int, kind int) PARTITION BY RANGE (id);
CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10);
-- new
CREATE TABLE parts (id int, kind int) PARTITION BY RANGE (id);
CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10);
ALTER TABLE parts_low ADD CONSTRAINT low_key PRIMARY KEY (id, kind);
ALTER TABLE parts ADD CONSTRAINT key_of_all PRIMARY KEY (id, kind);
-- rows
INSERT INTO parts VALUES (1, 2);
