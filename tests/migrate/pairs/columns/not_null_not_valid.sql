-- A NOT NULL that was not validated, and is then.
-- since 18
-- both ways
-- old
CREATE TABLE t (a int, b int);
ALTER TABLE t ADD CONSTRAINT t_a_not_null NOT NULL a NOT VALID;
-- new
CREATE TABLE t (a int NOT NULL, b int);
ALTER TABLE t ADD CONSTRAINT t_b_not_null NOT NULL b NOT VALID;
-- rows
INSERT INTO t VALUES (1, 2);
