-- An index that a failed build left invalid is built anew.
-- old
CREATE TABLE t (a int, b int);
CREATE UNIQUE INDEX i ON t (a);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass;
-- new
CREATE TABLE t (a int, b int);
CREATE UNIQUE INDEX i ON t (a);
-- rows
INSERT INTO t VALUES (1, 2);
-- expect
SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass;
--> t
