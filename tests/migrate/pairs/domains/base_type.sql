-- Another type below a domain that columns, a view, a function and a check use.
-- old
CREATE DOMAIN n AS int CHECK (VALUE > 0);
CREATE TABLE t (a n NOT NULL DEFAULT 3, CHECK (a < 1000));
CREATE INDEX t_a ON t (a);
CREATE VIEW v AS SELECT a FROM t;
CREATE FUNCTION f(n) RETURNS n LANGUAGE sql AS 'SELECT $1';
-- new
CREATE DOMAIN n AS bigint CHECK (VALUE > 0);
CREATE TABLE t (a n NOT NULL DEFAULT 3, CHECK (a < 1000));
CREATE INDEX t_a ON t (a);
CREATE VIEW v AS SELECT a FROM t;
CREATE FUNCTION f(n) RETURNS n LANGUAGE sql AS 'SELECT $1';
-- rows
INSERT INTO t VALUES (5);
