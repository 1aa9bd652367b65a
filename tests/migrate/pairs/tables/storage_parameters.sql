-- Storage parameters set, changed and reset, also those of the TOAST table.
-- both ways
-- old
CREATE TABLE a (id int, t text);
CREATE TABLE b (id int, t text) WITH (fillfactor = 70, autovacuum_enabled = false);
CREATE TABLE c (id int, t text) WITH (toast.autovacuum_enabled = false);
-- new
CREATE TABLE a (id int, t text) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, toast_tuple_target = 256);
CREATE TABLE b (id int, t text) WITH (fillfactor = 90);
CREATE TABLE c (id int, t text) WITH (toast.autovacuum_vacuum_threshold = 100, parallel_workers = 2);
-- rows
INSERT INTO a VALUES (1, 'x');
INSERT INTO b VALUES (1, 'x');
