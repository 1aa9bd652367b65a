-- Foreign tables that are a partition of one table and inherit from another, which change.
-- both ways
-- old
CREATE FOREIGN DATA WRAPPER plain;
CREATE SERVER far FOREIGN DATA WRAPPER plain;
CREATE TABLE logs (id int, kind text) PARTITION BY LIST (kind);
CREATE FOREIGN TABLE logs_far PARTITION OF logs FOR VALUES IN ('far') SERVER far OPTIONS (t 'logs');
CREATE TABLE base (id int);
CREATE FOREIGN TABLE base_far (own int) INHERITS (base) SERVER far;
CREATE FOREIGN TABLE alone (id int) SERVER far;
-- new
CREATE FOREIGN DATA WRAPPER plain;
CREATE SERVER far FOREIGN DATA WRAPPER plain;
CREATE TABLE logs (id bigint NOT NULL, kind text, said text) PARTITION BY LIST (kind);
CREATE FOREIGN TABLE logs_far PARTITION OF logs FOR VALUES IN ('far', 'away') SERVER far OPTIONS (t 'logs');
CREATE FOREIGN TABLE logs_rest PARTITION OF logs DEFAULT SERVER far;
CREATE TABLE base (id bigint, more text);
CREATE FOREIGN TABLE base_far (own int) INHERITS (base) SERVER far;
CREATE FOREIGN TABLE alone () INHERITS (base) SERVER far;
