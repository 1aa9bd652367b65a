-- A scalar becomes an array of itself.
-- old
CREATE TABLE t (a text, b int NOT NULL DEFAULT 3);
-- new
CREATE TABLE t (a text[], b int[] NOT NULL DEFAULT '{3}');
-- rows
INSERT INTO t VALUES ('x', 1), (NULL, 2);
-- expect
SELECT a, b FROM t ORDER BY b;
--> {x} | {1}
--> NULL | {2}
