-- A renamed value: rows, defaults, checks and views follow.
-- both ways
-- hints
rename enum_value:public.mood.b=bee
-- old
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE t (m mood DEFAULT 'b', CHECK (m <> 'c'));
CREATE VIEW v AS SELECT m FROM t WHERE m = 'b';
-- new
CREATE TYPE mood AS ENUM ('a', 'bee', 'c');
CREATE TABLE t (m mood DEFAULT 'bee', CHECK (m <> 'c'));
CREATE VIEW v AS SELECT m FROM t WHERE m = 'bee';
-- rows
INSERT INTO t VALUES ('a'), ('b');
-- expect
SELECT m FROM t ORDER BY m;
--> a
--> bee
