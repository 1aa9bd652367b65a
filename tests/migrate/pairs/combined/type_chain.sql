-- A function's argument, a domain, a composite, a view and a table all hang on an enum that loses a value.
-- loses
type public.kind
-- old
CREATE TYPE kind AS ENUM ('a', 'b', 'c');
CREATE DOMAIN kinds AS kind[] CHECK (array_length(VALUE, 1) < 5);
CREATE TABLE t (id int PRIMARY KEY, k kind NOT NULL DEFAULT 'a', ks kinds DEFAULT '{a}', low boolean GENERATED ALWAYS AS (k < 'b') STORED);
CREATE FUNCTION f(k kind DEFAULT 'a') RETURNS SETOF kind LANGUAGE sql AS 'SELECT k';
CREATE VIEW v AS SELECT f(k) AS k FROM t;
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.k <> 'a') EXECUTE FUNCTION tr();
CREATE STATISTICS s ON k, low FROM t;
GRANT USAGE ON TYPE kind TO ait_reader;
-- new
CREATE TYPE kind AS ENUM ('a', 'c');
CREATE DOMAIN kinds AS kind[] CHECK (array_length(VALUE, 1) < 5);
CREATE TABLE t (id int PRIMARY KEY, k kind NOT NULL DEFAULT 'a', ks kinds DEFAULT '{a}', low boolean GENERATED ALWAYS AS (k < 'c') STORED);
CREATE FUNCTION f(k kind DEFAULT 'a') RETURNS SETOF kind LANGUAGE sql AS 'SELECT k';
CREATE VIEW v AS SELECT f(k) AS k FROM t;
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.k <> 'a') EXECUTE FUNCTION tr();
CREATE STATISTICS s ON k, low FROM t;
GRANT USAGE ON TYPE kind TO ait_reader;
-- rows
INSERT INTO t (id, k) VALUES (1, 'a'), (2, 'c');
-- expect
SELECT id, k, ks, low FROM t ORDER BY id;
--> 1 | a | {a} | t
--> 2 | c | {a} | f
