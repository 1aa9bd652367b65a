-- A new enum and columns of it: plain, array, with a default.
-- both ways
-- loses
column public.t.a
column public.t.b
column public.t.c
-- old
CREATE TABLE t (id int PRIMARY KEY);
-- new
CREATE TYPE mood AS ENUM ('low', 'it''s fine', 'HIGH', 'größer');
CREATE TABLE t (id int PRIMARY KEY, a mood, b mood[] DEFAULT '{low}', c mood NOT NULL DEFAULT 'HIGH');
COMMENT ON TYPE mood IS 'how it goes';
-- rows
INSERT INTO t VALUES (1);
