-- A plain table becomes partitioned and another one a partition of it: both keep their rows.
-- both ways
-- rebuilds
public.logs
-- loses rows
public.logs
public.logs_a
-- old
CREATE TABLE logs (kind text, said text);
CREATE TABLE logs_a (kind text, said text);
-- new
CREATE TABLE logs (kind text, said text) PARTITION BY LIST (kind);
CREATE TABLE logs_a PARTITION OF logs FOR VALUES IN ('a');
-- rows
INSERT INTO logs VALUES ('a', 'one'), ('a', 'two');
INSERT INTO logs_a VALUES ('a', 'three');
-- expect
SELECT said FROM logs_a ORDER BY said;
--> one
--> three
--> two
