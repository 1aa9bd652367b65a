-- An index's expression calls a function that changes its signature.
-- old
CREATE FUNCTION norm(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE TABLE t (a text);
CREATE INDEX i ON t (norm(a));
-- new
CREATE FUNCTION norm(t text, extra int DEFAULT 1) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE TABLE t (a text);
CREATE INDEX i ON t (norm(a));
-- rows
INSERT INTO t VALUES ('X');
