-- Rules of every event: also, instead, nothing, with a condition, disabled.
-- both ways
-- both
CREATE TABLE t (id int, a text);
CREATE TABLE log (id int);
CREATE VIEW v AS SELECT id, a FROM t;
-- old
CREATE RULE gone AS ON DELETE TO t DO ALSO INSERT INTO log VALUES (OLD.id);
-- new
CREATE RULE added AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (NEW.id, NEW.a) RETURNING id, a;
CREATE RULE changed AS ON UPDATE TO t WHERE OLD.id > 5 DO INSTEAD NOTHING;
CREATE RULE both_of AS ON UPDATE TO t DO ALSO (INSERT INTO log VALUES (OLD.id); INSERT INTO log VALUES (NEW.id));
ALTER TABLE t DISABLE RULE changed;
COMMENT ON RULE added ON v IS 'writes through';
