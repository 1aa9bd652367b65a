-- A table partitioned by range, with a default partition, an index and a key.
-- both ways
-- loses
table public.ev
-- old
CREATE TABLE keep (id int PRIMARY KEY);
-- new
CREATE TABLE keep (id int PRIMARY KEY);
CREATE TABLE ev (id bigint NOT NULL, at timestamptz NOT NULL DEFAULT now(), keep int REFERENCES keep, body text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE ev_2025 PARTITION OF ev FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
CREATE TABLE ev_2026 PARTITION OF ev FOR VALUES FROM ('2026-01-01 00:00:00+00') TO (MAXVALUE);
CREATE TABLE ev_rest PARTITION OF ev DEFAULT;
CREATE INDEX ev_body ON ev (body);
COMMENT ON TABLE ev_2025 IS 'cold';
