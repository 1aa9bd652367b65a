-- Functions with parsed bodies: of a table whose column changes and goes, of each other, of a view.
-- both ways
-- old
CREATE TABLE t (id int, a int, gone int);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(a) FROM t; END;
CREATE FUNCTION g() RETURNS bigint LANGUAGE sql RETURN f() + 1;
CREATE FUNCTION h() RETURNS SETOF v LANGUAGE sql BEGIN ATOMIC SELECT * FROM v; END;
CREATE FUNCTION i(x int = 3) RETURNS int RETURN x + 1;
CREATE PROCEDURE p(x int) LANGUAGE sql BEGIN ATOMIC INSERT INTO t (id, a) VALUES (x, i(x)); DELETE FROM t WHERE gone = x; END;
CREATE VIEW w AS SELECT g() AS g;
-- new
CREATE TABLE t (id int, a bigint, come text);
CREATE VIEW v AS SELECT id, a, come FROM t;
CREATE FUNCTION f() RETURNS numeric LANGUAGE sql BEGIN ATOMIC SELECT sum(a) FROM t; END;
CREATE FUNCTION g() RETURNS numeric LANGUAGE sql RETURN f() + 1;
CREATE FUNCTION h() RETURNS SETOF v LANGUAGE sql BEGIN ATOMIC SELECT * FROM v; END;
CREATE FUNCTION i(x int = 4) RETURNS int RETURN x + 2;
CREATE PROCEDURE p(x int) LANGUAGE sql BEGIN ATOMIC INSERT INTO t (id, a, come) VALUES (x, i(x), 'x'); END;
CREATE VIEW w AS SELECT g() AS g;
-- loses
column public.t.gone
-- rows
INSERT INTO t VALUES (1, 2, 3);
