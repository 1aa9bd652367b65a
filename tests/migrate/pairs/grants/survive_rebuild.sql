-- Grants of views and functions that are rebuilt because of what is below them.
-- old
CREATE TABLE t (id int, a int);
CREATE VIEW v AS SELECT id, a FROM t;
GRANT SELECT ON v TO ait_reader WITH GRANT OPTION;
GRANT UPDATE (a) ON v TO ait_writer;
CREATE FUNCTION f(v) RETURNS int LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON FUNCTION f(v) FROM PUBLIC;
-- new
CREATE TABLE t (id int, a bigint);
CREATE VIEW v AS SELECT id, a FROM t;
GRANT SELECT ON v TO ait_reader WITH GRANT OPTION;
GRANT UPDATE (a) ON v TO ait_writer;
CREATE FUNCTION f(v) RETURNS int LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON FUNCTION f(v) FROM PUBLIC;
-- rows
INSERT INTO t VALUES (1, 2);
