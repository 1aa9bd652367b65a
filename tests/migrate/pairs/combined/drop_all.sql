-- Everything goes.
-- loses
table public.t
table public.u
-- old
CREATE TYPE mood AS ENUM ('a');
CREATE DOMAIN label AS text;
CREATE FUNCTION f(mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE TABLE t (id serial PRIMARY KEY, m mood CHECK (f(m)), n label);
CREATE TABLE u (t int REFERENCES t, self int);
CREATE VIEW v AS SELECT * FROM t;
CREATE MATERIALIZED VIEW mv AS SELECT * FROM v;
CREATE FUNCTION g(v) RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t';
CREATE STATISTICS s ON id, m FROM t;
CREATE SEQUENCE q;
CREATE POLICY p ON t USING (id IN (SELECT t FROM u));
-- new
SELECT 1;
-- rows
INSERT INTO t (m) VALUES ('a');
