-- NOT NULL and a default come together; no row holds a null.
-- old
CREATE TABLE t (id int PRIMARY KEY, a text);
-- new
CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL DEFAULT 'none');
-- rows
INSERT INTO t VALUES (1, 'x');
