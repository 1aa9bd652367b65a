-- The lowest view of a chain loses a column; those above, with their comments, grants and triggers, are put back.
-- both
CREATE TABLE t (id int, a text, b int);
CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
-- old
CREATE VIEW one AS SELECT id, a, b FROM t;
CREATE VIEW two AS SELECT id, a FROM one;
CREATE VIEW three AS SELECT two.id, one.a FROM two JOIN one USING (id);
COMMENT ON VIEW two IS 'kept';
GRANT SELECT ON two TO ait_reader;
GRANT SELECT (id) ON three TO PUBLIC;
CREATE TRIGGER instead INSTEAD OF INSERT ON two FOR EACH ROW EXECUTE FUNCTION noop();
ALTER VIEW two ALTER id SET DEFAULT 7;
-- new
CREATE VIEW one AS SELECT id, a FROM t;
CREATE VIEW two AS SELECT id, a FROM one;
CREATE VIEW three AS SELECT two.id, one.a FROM two JOIN one USING (id);
COMMENT ON VIEW two IS 'kept';
GRANT SELECT ON two TO ait_reader;
GRANT SELECT (id) ON three TO PUBLIC;
CREATE TRIGGER instead INSTEAD OF INSERT ON two FOR EACH ROW EXECUTE FUNCTION noop();
ALTER VIEW two ALTER id SET DEFAULT 7;
