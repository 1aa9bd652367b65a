-- A value goes from an enum with a default, an index, a check, a view, an array, a function and a materialised view.
-- old
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id int, m mood NOT NULL DEFAULT 'a', n mood[] DEFAULT '{a,c}', CONSTRAINT not_c CHECK (m <> 'c'));
CREATE INDEX t_m ON t (m) WHERE m = 'a';
CREATE VIEW v AS SELECT m, count(*) AS n FROM t WHERE m >= 'a' GROUP BY m;
CREATE MATERIALIZED VIEW mv AS SELECT * FROM v;
CREATE INDEX mv_m ON mv (m);
CREATE FUNCTION f(m mood) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT m::text';
CREATE POLICY p ON t USING (m = 'a');
COMMENT ON TYPE mood IS 'kept';
-- new
CREATE TYPE mood AS ENUM ('a', 'c');
CREATE TABLE t (id int, m mood NOT NULL DEFAULT 'a', n mood[] DEFAULT '{a,c}', CONSTRAINT not_c CHECK (m <> 'c'));
CREATE INDEX t_m ON t (m) WHERE m = 'a';
CREATE VIEW v AS SELECT m, count(*) AS n FROM t WHERE m >= 'a' GROUP BY m;
CREATE MATERIALIZED VIEW mv AS SELECT * FROM v;
CREATE INDEX mv_m ON mv (m);
CREATE FUNCTION f(m mood) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT m::text';
CREATE POLICY p ON t USING (m = 'a');
COMMENT ON TYPE mood IS 'kept';
-- loses
type public.mood
-- rows
INSERT INTO t VALUES (1, 'a', '{a}'), (2, 'a', '{c}');
-- expect
SELECT id, m, n FROM t ORDER BY id;
--> 1 | a | {a}
--> 2 | a | {c}
