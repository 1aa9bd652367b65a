-- Checks: added, dropped, another expression, another name, without a name.
-- both ways
-- old
CREATE TABLE t (a int, b int CHECK (b > 0), c int, d int, CONSTRAINT c_ok CHECK (c > 0), CONSTRAINT d_old CHECK (d > 0));
-- new
CREATE TABLE t (a int CHECK (a > 0), b int, c int, d int, CONSTRAINT c_ok CHECK (c > 1), CONSTRAINT d_new CHECK (d > 0), CHECK (a < b), CHECK (a <> c));
-- rows
INSERT INTO t VALUES (1, 2, 3, 4);
