-- A virtual generated column: added, another expression, taken away, made plain.
-- since 18
-- loses
column public.t.d
-- old
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2), d int GENERATED ALWAYS AS (a + 1), e int GENERATED ALWAYS AS (a + 5));
-- new
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 3), c text GENERATED ALWAYS AS (a::text || '!'), e int);
-- rows
INSERT INTO t VALUES (3);
-- expect
SELECT a, b, c FROM t;
--> 3 | 9 | 3!
