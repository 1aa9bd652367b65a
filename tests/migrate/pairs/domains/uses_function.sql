-- A domain's check calls a function whose body changes, and one that is new.
-- old
CREATE FUNCTION good(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT $1 <> ''$$;
CREATE DOMAIN label AS text CHECK (good(VALUE));
CREATE TABLE t (a label);
-- new
CREATE FUNCTION good(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT length($1) > 0$$;
CREATE FUNCTION fine(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT $1 IS NOT NULL$$;
CREATE DOMAIN label AS text CHECK (good(VALUE)) CHECK (fine(VALUE));
CREATE TABLE t (a label);
-- rows
INSERT INTO t VALUES ('x');
