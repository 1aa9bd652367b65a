-- Partitions of two tables refer to each other's partitions, and the tables to each other: made and dropped.
-- both ways
-- old
-- new
CREATE TABLE hens (coop text, name text, UNIQUE (coop, name)) PARTITION BY LIST (coop);
CREATE TABLE hens_a PARTITION OF hens (UNIQUE (name)) FOR VALUES IN ('a');
CREATE TABLE eggs (coop text, name text, UNIQUE (coop, name)) PARTITION BY LIST (coop);
CREATE TABLE eggs_a PARTITION OF eggs (UNIQUE (name)) FOR VALUES IN ('a');
ALTER TABLE hens ADD CONSTRAINT came_of FOREIGN KEY (coop, name) REFERENCES eggs (coop, name);
ALTER TABLE eggs ADD CONSTRAINT laid_by FOREIGN KEY (coop, name) REFERENCES hens (coop, name);
ALTER TABLE hens_a ADD CONSTRAINT came_of_a FOREIGN KEY (name) REFERENCES eggs_a (name);
ALTER TABLE eggs_a ADD CONSTRAINT laid_by_a FOREIGN KEY (name) REFERENCES hens_a (name);
