-- A check calls a function that is new, and one whose signature changes.
-- old
CREATE FUNCTION ok(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE TABLE t (a int CONSTRAINT a_ok CHECK (ok(a)), b int);
-- new
CREATE FUNCTION ok(bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE FUNCTION fine(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE TABLE t (a int CONSTRAINT a_ok CHECK (ok(a)), b int CONSTRAINT b_ok CHECK (fine(b)));
-- rows
INSERT INTO t VALUES (1, 2);
