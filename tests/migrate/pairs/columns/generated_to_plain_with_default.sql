-- A virtual column becomes plain and keeps what it gave, with a default for the rows to come.
-- since 18
-- old
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL);
-- new
CREATE TABLE t (a int, b int NOT NULL DEFAULT 9);
-- rows
INSERT INTO t VALUES (3);
-- expect
SELECT b FROM t;
--> 6
