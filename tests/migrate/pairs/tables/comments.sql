-- Comments on tables and columns with what needs quoting.
-- both ways
-- old
CREATE TABLE t (id int, a text, b text);
COMMENT ON TABLE t IS 'old';
COMMENT ON COLUMN t.a IS 'gone';
-- new
CREATE TABLE t (id int, a text, b text);
COMMENT ON TABLE t IS E'it''s "new", 100% \\ sure,\nin two lines: über; -- not a comment';
COMMENT ON COLUMN t.b IS '$$ :name ? %s {}';
