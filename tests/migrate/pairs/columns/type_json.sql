-- json becomes jsonb and the other way round.
-- both ways
-- old
CREATE TABLE t (a json, b jsonb DEFAULT '{}', c json NOT NULL DEFAULT '[]');
-- new
CREATE TABLE t (a jsonb, b json DEFAULT '{}', c jsonb NOT NULL DEFAULT '[]');
-- rows
INSERT INTO t VALUES ('{"a": 1}', '{"b": 2}', '[3]');
-- expect
SELECT a::text, b::text, c::text FROM t;
--> {"a": 1} | {"b": 2} | [3]
