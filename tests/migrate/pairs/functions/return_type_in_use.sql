-- The return type changes of a function that a default, a check, an index, a view, a policy and a generated column call.
-- old
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE t (a int, b int DEFAULT f(3), g bigint GENERATED ALWAYS AS (f(a)) STORED, CONSTRAINT a_ok CHECK (f(a) > 0));
CREATE INDEX t_f ON t (f(a));
CREATE VIEW v AS SELECT f(a) AS x FROM t;
CREATE POLICY p ON t USING (f(a) > 0);
-- new
CREATE FUNCTION f(int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1::bigint';
CREATE TABLE t (a int, b int DEFAULT f(3), g bigint GENERATED ALWAYS AS (f(a)) STORED, CONSTRAINT a_ok CHECK (f(a) > 0));
CREATE INDEX t_f ON t (f(a));
CREATE VIEW v AS SELECT f(a) AS x FROM t;
CREATE POLICY p ON t USING (f(a) > 0);
-- rows
INSERT INTO t (a) VALUES (1);
-- expect
SELECT a, b, g FROM t;
--> 1 | 3 | 1
