-- text with a check gives way to an enum.
-- old
CREATE TABLE t (id int, m text NOT NULL DEFAULT 'a', CONSTRAINT m_check CHECK (m IN ('a', 'b')));
CREATE INDEX t_m ON t (m) WHERE m = 'a';
-- new
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id int, m mood NOT NULL DEFAULT 'a');
CREATE INDEX t_m ON t (m) WHERE m = 'a';
-- loses
column public.t.m
-- rows
INSERT INTO t VALUES (1, 'b');
-- expect
SELECT m FROM t;
--> b
