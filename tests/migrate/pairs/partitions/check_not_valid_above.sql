-- A check is not valid for the table and valid for its partitions, which came later.
-- both ways
-- old
CREATE TABLE parts (id int) PARTITION BY RANGE (id);
CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10);
-- new
CREATE TABLE parts (id int) PARTITION BY RANGE (id);
ALTER TABLE parts ADD CONSTRAINT not_five CHECK (id <> 5) NOT VALID;
CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10);
-- rows
INSERT INTO parts VALUES (1);
