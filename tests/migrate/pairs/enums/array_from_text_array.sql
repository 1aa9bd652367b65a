-- text[] becomes an array of an enum, and another the other way round.
-- old
CREATE TYPE tag AS ENUM ('a', 'b');
CREATE TABLE t (x text[] DEFAULT '{a}', y tag[] NOT NULL DEFAULT '{b}');
-- new
CREATE TYPE tag AS ENUM ('a', 'b');
CREATE TABLE t (x tag[] DEFAULT '{a}', y text[] NOT NULL DEFAULT '{b}');
-- loses
column public.t.x
-- rows
INSERT INTO t VALUES ('{a,b}', '{a}');
-- expect
SELECT x, y FROM t;
--> {a,b} | {a}
