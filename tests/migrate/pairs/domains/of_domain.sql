-- A domain over a domain, with a collation, in another schema, under a quoted name.
-- both ways
-- old
CREATE TABLE t (id int);
-- new
CREATE SCHEMA crm;
CREATE DOMAIN crm."Text" AS text COLLATE "C" DEFAULT 'x''y' NOT NULL CHECK (VALUE <> '');
CREATE DOMAIN short AS crm."Text" CONSTRAINT "At Most" CHECK (length(VALUE) < 5);
CREATE TABLE t (id int);
CREATE FUNCTION f(crm."Text", short[]) RETURNS short LANGUAGE sql AS 'SELECT $2[1]';
COMMENT ON DOMAIN short IS 'short';
COMMENT ON CONSTRAINT "At Most" ON DOMAIN short IS 'not long';
GRANT USAGE ON DOMAIN short TO ait_reader;
