-- A partition's own key is a part of the parent's index, which is no key.
-- both ways
-- old
CREATE TABLE parts (id int, kind text) PARTITION BY LIST (kind);
CREATE TABLE parts_a PARTITION OF parts FOR VALUES IN ('a');
CREATE TABLE parts_b PARTITION OF parts FOR VALUES IN ('b');
CREATE TABLE parts_c PARTITION OF parts FOR VALUES IN ('c');
CREATE UNIQUE INDEX parts_other ON parts (id, kind);
-- new
CREATE TABLE parts (id int, kind text) PARTITION BY LIST (kind);
CREATE TABLE parts_a PARTITION OF parts (PRIMARY KEY (kind, id)) FOR VALUES IN ('a');
CREATE TABLE parts_b PARTITION OF parts (CONSTRAINT parts_b_only UNIQUE (kind, id)) FOR VALUES IN ('b');
CREATE TABLE parts_c PARTITION OF parts (CONSTRAINT parts_c_other UNIQUE (id, kind)) FOR VALUES IN ('c');
CREATE UNIQUE INDEX parts_all ON parts (kind, id);
CREATE UNIQUE INDEX parts_other ON parts (id, kind);
-- rows
INSERT INTO parts VALUES (1, 'a'), (1, 'b'), (1, 'c');
