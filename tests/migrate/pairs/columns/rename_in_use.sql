-- A renamed column in a view, a generated column, a policy, a trigger and an index's expression.
-- hints
rename column:public.t.a=b
-- both
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
-- old
CREATE TABLE t (id int PRIMARY KEY, a text, upper text GENERATED ALWAYS AS (upper(a)) STORED);
CREATE VIEW v AS SELECT id, a FROM t WHERE a <> '';
CREATE INDEX t_lower ON t (lower(a)) WHERE a IS NOT NULL;
CREATE POLICY p ON t USING (a = CURRENT_USER);
CREATE TRIGGER touch BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.a IS NULL) EXECUTE FUNCTION touch();
-- new
CREATE TABLE t (id int PRIMARY KEY, b text, upper text GENERATED ALWAYS AS (upper(b)) STORED);
CREATE VIEW v AS SELECT id, b AS a FROM t WHERE b <> '';
CREATE INDEX t_lower ON t (lower(b)) WHERE b IS NOT NULL;
CREATE POLICY p ON t USING (b = CURRENT_USER);
CREATE TRIGGER touch BEFORE UPDATE OF b ON t FOR EACH ROW WHEN (NEW.b IS NULL) EXECUTE FUNCTION touch();
-- rows
INSERT INTO t VALUES (1, 'x');
-- expect
SELECT id, b, upper FROM t;
--> 1 | x | X
