-- One table is attached as a partition and another detached; both keep their rows.
-- both ways
-- old
CREATE TABLE t (id int NOT NULL, b text) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE TABLE t_2 (id int NOT NULL, b text);
-- new
CREATE TABLE t (id int NOT NULL, b text) PARTITION BY RANGE (id);
CREATE TABLE t_1 (id int NOT NULL, b text);
CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (10) TO (20);
-- rows
INSERT INTO t_1 VALUES (1, 'a');
INSERT INTO t_2 VALUES (11, 'b');
-- loses rows
public.t
-- expect
SELECT id, b FROM t_1;
--> 1 | a
SELECT id, b FROM t;
--> 11 | b
