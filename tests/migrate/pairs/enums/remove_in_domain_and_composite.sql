-- A value goes from an enum below a domain and within a composite type.
-- old
CREATE TYPE kind AS ENUM ('a', 'b', 'c');
CREATE DOMAIN some_kind AS kind CHECK (VALUE <> 'c');
CREATE TYPE pair AS (kind kind, n int);
CREATE TABLE t (a some_kind, b pair);
-- new
CREATE TYPE kind AS ENUM ('a', 'c');
CREATE DOMAIN some_kind AS kind CHECK (VALUE <> 'c');
CREATE TYPE pair AS (kind kind, n int);
CREATE TABLE t (a some_kind, b pair);
-- loses
type public.kind
-- rows
INSERT INTO t VALUES ('a', '(c,1)');
-- expect
SELECT a, b FROM t;
--> a | (c,1)
