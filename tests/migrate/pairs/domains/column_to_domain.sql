-- A column's type becomes a domain over it, and another's stops being one.
-- both ways
-- both
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
-- old
CREATE TABLE t (a int, b positive);
-- new
CREATE TABLE t (a positive, b int);
-- rows
INSERT INTO t VALUES (5, 6);
