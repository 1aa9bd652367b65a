-- Another expression of a generated column: its values are computed anew.
-- both ways
-- old
CREATE TABLE t (a int, b int, c int GENERATED ALWAYS AS (a + b) STORED);
CREATE INDEX t_c ON t (c);
CREATE VIEW v AS SELECT c FROM t;
COMMENT ON COLUMN t.c IS 'kept';
-- new
CREATE TABLE t (a int, b int, c int GENERATED ALWAYS AS (a * b) STORED);
CREATE INDEX t_c ON t (c);
CREATE VIEW v AS SELECT c FROM t;
COMMENT ON COLUMN t.c IS 'kept';
-- rows
INSERT INTO t VALUES (3, 4);
-- expect
SELECT a, b, c FROM t;
--> 3 | 4 | 12
