-- Nulls that count as equal in a unique index.
-- since 15
-- both ways
-- both
CREATE TABLE t (a int);
-- old
CREATE UNIQUE INDEX i ON t (a);
-- new
CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT;
-- rows
INSERT INTO t VALUES (1), (NULL);
