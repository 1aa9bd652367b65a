-- A function comes with everything that calls it.
-- old
CREATE TABLE t (a int, b int);
-- new
CREATE FUNCTION z(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION a_tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE t (a int, b int DEFAULT z(3), c int GENERATED ALWAYS AS (z(a)) STORED, CONSTRAINT a_ok CHECK (z(a) > 0));
CREATE INDEX t_f ON t (z(a)) WHERE z(b) > 1;
CREATE VIEW v AS SELECT z(a) AS x FROM t;
CREATE POLICY p ON t USING (z(a) > 0);
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW WHEN (z(NEW.a) > 0) EXECUTE FUNCTION a_tr();
-- rows
INSERT INTO t (a) VALUES (1);
