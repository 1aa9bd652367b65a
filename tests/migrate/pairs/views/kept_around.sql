-- A column's type changes below a view with a default, a rule, a trigger, options, comments and a grant, and below another above it.
-- old
CREATE TABLE t (id int, a varchar(5));
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE VIEW v WITH (security_barrier = true, check_option = local) AS SELECT id, a FROM t;
ALTER VIEW v ALTER COLUMN id SET DEFAULT 5;
CREATE TRIGGER tr INSTEAD OF UPDATE ON v FOR EACH ROW EXECUTE FUNCTION f();
CREATE RULE r AS ON DELETE TO v DO INSTEAD NOTHING;
COMMENT ON VIEW v IS 'kept';
COMMENT ON COLUMN v.a IS 'kept';
COMMENT ON RULE r ON v IS 'kept';
COMMENT ON TRIGGER tr ON v IS 'kept';
GRANT SELECT ON v TO ait_reader;
CREATE VIEW w AS SELECT a FROM v;
-- new
CREATE TABLE t (id int, a text);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE VIEW v WITH (security_barrier = true, check_option = local) AS SELECT id, a FROM t;
ALTER VIEW v ALTER COLUMN id SET DEFAULT 5;
CREATE TRIGGER tr INSTEAD OF UPDATE ON v FOR EACH ROW EXECUTE FUNCTION f();
CREATE RULE r AS ON DELETE TO v DO INSTEAD NOTHING;
COMMENT ON VIEW v IS 'kept';
COMMENT ON COLUMN v.a IS 'kept';
COMMENT ON RULE r ON v IS 'kept';
COMMENT ON TRIGGER tr ON v IS 'kept';
GRANT SELECT ON v TO ait_reader;
CREATE VIEW w AS SELECT a FROM v;
-- rows
INSERT INTO t VALUES (1, 'a');
