-- A trigger watched a column that goes.
-- loses
column public.t.a
-- old
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE t (id int, a text);
CREATE TRIGGER tr BEFORE UPDATE OF a, id ON t FOR EACH ROW EXECUTE FUNCTION f();
-- new
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE t (id int);
CREATE TRIGGER tr BEFORE UPDATE OF id ON t FOR EACH ROW EXECUTE FUNCTION f();
-- rows
INSERT INTO t VALUES (1, 'a');
