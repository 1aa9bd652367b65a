-- Options of views: set, changed, reset.
-- both ways
-- both
CREATE TABLE t (id int);
-- old
CREATE VIEW a AS SELECT id FROM t;
CREATE VIEW b WITH (security_barrier = true) AS SELECT id FROM t;
CREATE VIEW c AS SELECT id FROM t WITH CASCADED CHECK OPTION;
-- new
CREATE VIEW a WITH (security_barrier = true) AS SELECT id FROM t;
CREATE VIEW b AS SELECT id FROM t;
CREATE VIEW c AS SELECT id FROM t WITH LOCAL CHECK OPTION;
