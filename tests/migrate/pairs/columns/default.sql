-- Defaults added, changed, taken away.
-- both ways
-- old
CREATE TABLE t (a int, b text DEFAULT 'x', c timestamptz DEFAULT now(), d uuid DEFAULT gen_random_uuid(), e bool DEFAULT true, f jsonb DEFAULT '{}');
-- new
CREATE TABLE t (a int DEFAULT 5, b text DEFAULT 'y''s', c timestamptz DEFAULT clock_timestamp(), d uuid, e bool DEFAULT false, f jsonb DEFAULT '{"a": [1, "b"]}');
-- rows
INSERT INTO t (a) VALUES (1);
