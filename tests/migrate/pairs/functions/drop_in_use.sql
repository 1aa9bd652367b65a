-- A function goes, and with it the default, the check, the index, the trigger and the policy that called it.
-- old
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE t (a int, b int DEFAULT f(3), CONSTRAINT a_ok CHECK (f(a) > 0));
CREATE INDEX t_f ON t (f(a));
CREATE VIEW v AS SELECT f(a) AS x FROM t;
CREATE POLICY p ON t USING (f(a) > 0);
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tr();
-- new
CREATE TABLE t (a int, b int DEFAULT 3);
CREATE VIEW v AS SELECT a AS x FROM t;
-- rows
INSERT INTO t (a) VALUES (1);
