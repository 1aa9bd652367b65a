-- Conversions that no cast makes: each in the form that keeps what the values mean.
-- old
CREATE TABLE t (a bigint, b smallint, c boolean, d integer, e jsonb, f jsonb, g jsonb, h timestamptz, i uuid, j bytea, k int[], l integer, m money, n date, o interval, p time);
-- new
CREATE TABLE t (a timestamptz, b boolean, c bigint, d jsonb, e text[], f integer, g uuid, h bigint, i bytea, j uuid, k int, l interval, m integer, n timestamptz, o integer, p jsonb);
-- loses
column public.t.a
column public.t.b
column public.t.h
column public.t.k
column public.t.l
column public.t.m
column public.t.n
column public.t.o
-- rows
INSERT INTO t VALUES (1767225600000, 0, true, 7, '["a, b", "{c}", null]', '5', '"11111111-2222-3333-4444-555555555555"', '2026-01-01 00:00:00+00', '11111111-2222-3333-4444-555555555555', '\x11111111222233334444555555555555', '{4,5}', 90, 12, '2026-01-01', '90 s', '03:04');
-- expect
SELECT a AT TIME ZONE 'UTC', b, c, d, e, f, g, h, i, j, k, l, m, n AT TIME ZONE 'UTC', o, p FROM t;
--> 2026-01-01 00:00:00 | f | 1 | 7 | {"a, b","{c}",NULL} | 5 | 11111111-2222-3333-4444-555555555555 | 1767225600000 | \x11111111222233334444555555555555 | 11111111-2222-3333-4444-555555555555 | 4 | 00:01:30 | 12 | 2026-01-01 00:00:00 | 90 | "03:04:00"
