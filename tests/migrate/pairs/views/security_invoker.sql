-- A view that runs with the rights of whoever asks.
-- since 15
-- both ways
-- both
CREATE TABLE t (id int);
-- old
CREATE VIEW v AS SELECT id FROM t;
-- new
CREATE VIEW v WITH (security_invoker = true) AS SELECT id FROM t;
