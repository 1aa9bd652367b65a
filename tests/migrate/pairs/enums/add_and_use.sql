-- A new value in a default, a check, a partial index, a view, a function, a trigger and a policy at once.
-- both
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
-- old
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id int, m mood);
-- new
CREATE TYPE mood AS ENUM ('a', 'new', 'b');
CREATE TABLE t (id int, m mood DEFAULT 'new', CHECK (m <> 'new' OR id > 0));
CREATE INDEX t_new ON t (id) WHERE m = 'new';
CREATE VIEW v AS SELECT id FROM t WHERE m = 'new';
CREATE FUNCTION f(m mood DEFAULT 'new') RETURNS mood LANGUAGE sql AS $$SELECT 'new'::mood$$;
CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.m = 'new') EXECUTE FUNCTION touch();
CREATE POLICY p ON t USING (m = 'new');
-- rows
INSERT INTO t VALUES (1, 'b');
