-- The same values in another order; rows sort by the new one.
-- both ways
-- old
CREATE TYPE size AS ENUM ('small', 'large', 'medium');
CREATE TABLE t (id int PRIMARY KEY, s size DEFAULT 'medium');
CREATE INDEX t_s ON t (s);
-- new
CREATE TYPE size AS ENUM ('small', 'medium', 'large');
CREATE TABLE t (id int PRIMARY KEY, s size DEFAULT 'medium');
CREATE INDEX t_s ON t (s);
-- rows
INSERT INTO t VALUES (1, 'large'), (2, 'medium'), (3, 'small');
-- expect
SELECT id FROM t ORDER BY s;
--> 3
--> 2
--> 1
