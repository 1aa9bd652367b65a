-- An enum gives way to text with a check, and goes.
-- old
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id int, m mood NOT NULL DEFAULT 'a');
CREATE INDEX t_m ON t (m);
CREATE VIEW v AS SELECT m FROM t;
-- new
CREATE TABLE t (id int, m text NOT NULL DEFAULT 'a' CHECK (m IN ('a', 'b')));
CREATE INDEX t_m ON t (m);
CREATE VIEW v AS SELECT m FROM t;
-- rows
INSERT INTO t VALUES (1, 'b');
