-- A table with numbered rows, indexes and a view is partitioned: the numbers go on.
-- rebuilds
public.t
-- old
CREATE TABLE o (id int PRIMARY KEY);
CREATE TABLE t (id serial, at date NOT NULL, o int REFERENCES o, PRIMARY KEY (id, at));
CREATE INDEX t_at ON t (at);
CREATE VIEW v AS SELECT id FROM t;
-- new
CREATE TABLE o (id int PRIMARY KEY);
CREATE TABLE t (id serial, at date NOT NULL, o int REFERENCES o, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE t_2025 PARTITION OF t FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE t_rest PARTITION OF t DEFAULT;
CREATE INDEX t_at ON t (at);
CREATE VIEW v AS SELECT id FROM t;
-- rows
INSERT INTO o VALUES (1);
INSERT INTO t (at, o) VALUES ('2025-05-05', 1), ('2020-05-05', NULL);
-- expect
SELECT nextval('t_id_seq');
--> 3
