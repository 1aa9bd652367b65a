-- Attributes of a composite type that no table uses: added, changed, dropped.
-- both ways
-- loses
attribute public.c.d
-- old
CREATE TYPE c AS (a int, b varchar(5), d text);
-- new
CREATE TYPE c AS (a bigint, b varchar(5), e date);
