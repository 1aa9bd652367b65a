-- A view whose GROUP BY relies on a primary key that changes its name.
-- old
CREATE TABLE t (id int CONSTRAINT old_key PRIMARY KEY, a text, b int);
CREATE VIEW v AS SELECT id, a, sum(b) AS b FROM t GROUP BY id;
-- new
CREATE TABLE t (id bigint CONSTRAINT new_key PRIMARY KEY, a text, b int);
CREATE VIEW v AS SELECT id, a, sum(b) AS b FROM t GROUP BY id;
-- rows
INSERT INTO t VALUES (1, 'a', 2);
