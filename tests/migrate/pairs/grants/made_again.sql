-- What can only be made again gets its grants again: view, columns, function, sequence.
-- old
CREATE TABLE t (id serial, a int, g int GENERATED ALWAYS AS (a + 1) STORED);
GRANT SELECT (g), UPDATE (a) ON t TO ait_reader;
CREATE VIEW v AS SELECT a FROM t;
GRANT SELECT ON v TO ait_reader;
GRANT UPDATE (a) ON v TO ait_writer;
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON FUNCTION f FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f TO ait_reader;
CREATE PROCEDURE p(x int) LANGUAGE sql AS '';
REVOKE ALL ON PROCEDURE p FROM PUBLIC;
-- new
CREATE TABLE t (id serial, a bigint, g bigint GENERATED ALWAYS AS (a + 2) STORED);
GRANT SELECT (g), UPDATE (a) ON t TO ait_reader;
CREATE VIEW v AS SELECT a FROM t;
GRANT SELECT ON v TO ait_reader;
GRANT UPDATE (a) ON v TO ait_writer;
CREATE FUNCTION f(y int) RETURNS int LANGUAGE sql AS 'SELECT 2';
REVOKE ALL ON FUNCTION f FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f TO ait_reader;
CREATE PROCEDURE p(y int) LANGUAGE sql AS '';
REVOKE ALL ON PROCEDURE p FROM PUBLIC;
-- rows
INSERT INTO t (a) VALUES (1);
