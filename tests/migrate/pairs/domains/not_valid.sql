-- A domain's check that is not validated, and is then.
-- both ways
-- old
CREATE DOMAIN n AS int;
ALTER DOMAIN n ADD CONSTRAINT low CHECK (VALUE > 0) NOT VALID;
CREATE TABLE t (a n);
-- new
CREATE DOMAIN n AS int CONSTRAINT low CHECK (VALUE > 0);
CREATE TABLE t (a n);
-- rows
INSERT INTO t VALUES (5);
