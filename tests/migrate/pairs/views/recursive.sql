-- A recursive view, a view of a function's rows, of a type's constructor, of a chain with a materialised view.
-- both ways
-- both
CREATE TABLE t (id int, parent int, name text);
-- old
CREATE VIEW gone AS SELECT id FROM t;
-- new
CREATE RECURSIVE VIEW tree (id, depth) AS SELECT id, 0 FROM t WHERE parent IS NULL UNION ALL SELECT t.id, tree.depth + 1 FROM t JOIN tree ON t.parent = tree.id;
CREATE TYPE pair AS (a int, b text);
CREATE FUNCTION f() RETURNS TABLE (a int, b text) LANGUAGE sql AS 'SELECT id, name FROM t';
CREATE VIEW a AS SELECT * FROM f() WHERE a > 0;
CREATE VIEW b AS SELECT ROW(id, name)::pair AS p FROM t;
CREATE MATERIALIZED VIEW c AS SELECT (p).a FROM b WITH NO DATA;
CREATE VIEW d WITH (security_barrier) AS SELECT c.a, t.name COLLATE "C" AS "Name" FROM c LEFT JOIN t ON t.id = c.a;
COMMENT ON COLUMN d."Name" IS 'of a person';
COMMENT ON COLUMN c.a IS 'first';
