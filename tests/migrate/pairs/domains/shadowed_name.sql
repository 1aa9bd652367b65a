-- A domain that is called as a type of PostgreSQL's own, which an unqualified name means.
-- both ways
-- old
CREATE DOMAIN public.name AS text CHECK (VALUE <> '');
CREATE TABLE t (a public.name, b name);
-- new
CREATE DOMAIN public.name AS text CHECK (VALUE <> 'x') DEFAULT 'y';
COMMENT ON DOMAIN public.name IS 'ours';
CREATE TABLE t (a public.name NOT NULL, b name);
-- rows
INSERT INTO t VALUES ('a', 'b');
