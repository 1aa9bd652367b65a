-- The default does not cast with the type and is put back.
-- old
CREATE TABLE t (a text DEFAULT '5', b text NOT NULL DEFAULT '{}', c varchar(5) DEFAULT 'x', d text DEFAULT 'yes', e int DEFAULT 1);
-- new
CREATE TABLE t (a int DEFAULT 5, b jsonb NOT NULL DEFAULT '{}', c text DEFAULT 'x', d boolean DEFAULT true, e text DEFAULT 'one');
-- loses
column public.t.a
column public.t.b
column public.t.d
-- rows
INSERT INTO t VALUES ('7', '[1]', 'y', 'no', 2);
-- expect
SELECT a, b::text, c, d, e FROM t;
--> 7 | [1] | y | f | 2
