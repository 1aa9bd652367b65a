-- Views with column names, options, comments and grants; a chain of them that is new.
-- both ways
-- old
CREATE TABLE t (id int, a text);
-- new
CREATE TABLE t (id int, a text);
CREATE VIEW z_first (x, "Y") AS SELECT id, a FROM t;
CREATE VIEW a_second WITH (security_barrier = true) AS SELECT x FROM z_first WHERE x > 0;
CREATE VIEW checked AS SELECT * FROM t WHERE id > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW cascaded AS SELECT * FROM checked WHERE a <> '' WITH CASCADED CHECK OPTION;
CREATE RECURSIVE VIEW numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 5;
COMMENT ON VIEW z_first IS 'first';
COMMENT ON COLUMN z_first."Y" IS 'why';
