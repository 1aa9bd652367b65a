-- Types that grow without a rewrite, and some with.
-- old
CREATE TABLE t (a smallint, b int, c varchar(10), d varchar(10), e numeric(8, 2), f timestamp(3), g bit varying(4), h real, i char(3), j int[], k date, l int4range);
-- new
CREATE TABLE t (a int, b bigint, c varchar(20), d text, e numeric, f timestamp, g bit varying(8), h double precision, i varchar(3), j bigint[], k timestamp, l int4range);
-- rows
INSERT INTO t VALUES (1, 2, 'c', 'd', 1.25, '2026-01-02 03:04:05', '101', 1.5, 'abc', '{1,2}', '2026-01-02', '[1,3)');
-- expect
SELECT a, b, c, d, e, f, g, h, i, j, k FROM t;
--> 1 | 2 | c | d | 1.25 | 2026-01-02 03:04:05 | 101 | 1.5 | abc | {1,2} | 2026-01-02 00:00:00
