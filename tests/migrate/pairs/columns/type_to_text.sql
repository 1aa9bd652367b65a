-- Anything becomes text.
-- old
CREATE TYPE mood AS ENUM ('low', 'high');
CREATE TABLE t (a int, b jsonb, c uuid, d date, e boolean, f mood, g text[]);
-- new
CREATE TYPE mood AS ENUM ('low', 'high');
CREATE TABLE t (a text, b text, c text, d text, e text, f text, g text);
-- rows
INSERT INTO t VALUES (1, '{"a": 1}', '11111111-2222-3333-4444-555555555555', '2026-01-02', true, 'high', '{a,b}');
-- expect
SELECT a, b, c, d, e, f, g FROM t;
--> 1 | {"a": 1} | 11111111-2222-3333-4444-555555555555 | 2026-01-02 | true | high | {a,b}
