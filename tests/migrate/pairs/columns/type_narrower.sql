-- Types that shrink: rows that fit keep their values.
-- old
CREATE TABLE t (a bigint, b text, c numeric, d timestamptz, e varchar(50), f numeric(12, 4), g bigint[]);
-- new
CREATE TABLE t (a int, b varchar(10), c numeric(6, 1), d timestamptz(3), e varchar(5), f numeric(12, 2), g int[]);
-- rows
INSERT INTO t VALUES (1, 'b', 2.5, '2026-01-02 03:04:05.678+00', 'e', 1.5, '{1}');
-- loses
column public.t.a
column public.t.b
column public.t.c
column public.t.d
column public.t.e
column public.t.f
column public.t.g
-- expect
SELECT a, b, c, d AT TIME ZONE 'UTC', e, f, g FROM t;
--> 1 | b | 2.5 | 2026-01-02 03:04:05.678 | e | 1.50 | {1}
