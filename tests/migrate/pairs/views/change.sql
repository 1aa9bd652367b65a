-- A view's query changes with the same columns, with more, with fewer, with other types.
-- both ways
-- old
CREATE TABLE t (id int, a text, b int);
CREATE VIEW same AS SELECT id, a FROM t;
CREATE VIEW more AS SELECT id FROM t;
CREATE VIEW types AS SELECT id FROM t;
CREATE VIEW names AS SELECT id FROM t;
-- new
CREATE TABLE t (id int, a text, b int);
CREATE VIEW same AS SELECT id, a FROM t WHERE b > 0;
CREATE VIEW more AS SELECT id, a, b FROM t;
CREATE VIEW types AS SELECT id::bigint FROM t;
CREATE VIEW names AS SELECT id AS key FROM t;
