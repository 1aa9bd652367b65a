-- Conversions that need USING.
-- old
CREATE TABLE t (a text, b text, c text, d text, e text, f text, g int, h text, i varchar(40), j text, k text);
-- new
CREATE TABLE t (a int, b jsonb, c uuid, d timestamptz, e boolean, f numeric(10, 2), g boolean, h date, i bigint, j inet, k bytea);
-- loses
column public.t.a
column public.t.b
column public.t.c
column public.t.d
column public.t.e
column public.t.f
column public.t.g
column public.t.h
column public.t.i
column public.t.j
column public.t.k
-- rows
INSERT INTO t VALUES ('1', '{"a": 1}', '11111111-2222-3333-4444-555555555555', '2026-01-02 03:04:05+00', 'true', '1.5', 1, '2026-01-02', '123', '10.0.0.1', '\x6162');
-- expect
SELECT a, b::text, c, d AT TIME ZONE 'UTC', e, f, g, h, i, j, k FROM t;
--> 1 | {"a": 1} | 11111111-2222-3333-4444-555555555555 | 2026-01-02 03:04:05 | t | 1.50 | t | 2026-01-02 | 123 | 10.0.0.1 | \x6162
