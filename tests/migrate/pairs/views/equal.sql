-- Views written otherwise but equal are no change.
-- no change
-- old
CREATE TABLE t (id int, a text);
CREATE VIEW v AS SELECT * FROM t WHERE a IN ('x', 'y');
-- new
CREATE TABLE t (id int, a text);
CREATE VIEW v AS select t.id, t.a from t where t.a = any (array['x'::text, 'y'::text]);
