-- A plain column becomes generated: its values give way to computed ones.
-- loses
column public.t.b
-- old
CREATE TABLE t (a int, b int NOT NULL DEFAULT 1);
CREATE INDEX t_b ON t (b);
-- new
CREATE TABLE t (a int, b int NOT NULL GENERATED ALWAYS AS (a * 2) STORED);
CREATE INDEX t_b ON t (b);
-- rows
INSERT INTO t VALUES (3, 9);
-- expect
SELECT a, b FROM t;
--> 3 | 6
