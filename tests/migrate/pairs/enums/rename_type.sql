-- A renamed enum, used by a column, its default, an array, a function and a view.
-- both ways
-- hints
rename type:public.mood=feeling
-- old
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (m mood DEFAULT 'a', n mood[] DEFAULT '{a,b}');
CREATE FUNCTION f(m mood) RETURNS mood LANGUAGE sql IMMUTABLE RETURN m;
CREATE VIEW v AS SELECT m, 'b'::mood AS other FROM t;
-- new
CREATE TYPE feeling AS ENUM ('a', 'b');
CREATE TABLE t (m feeling DEFAULT 'a', n feeling[] DEFAULT '{a,b}');
CREATE FUNCTION f(m feeling) RETURNS feeling LANGUAGE sql IMMUTABLE RETURN m;
CREATE VIEW v AS SELECT m, 'b'::feeling AS other FROM t;
-- rows
INSERT INTO t VALUES ('b', '{b}');
