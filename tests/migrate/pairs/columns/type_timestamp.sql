-- timestamp and timestamptz, read in the session's zone, UTC here.
-- both ways
-- old
CREATE TABLE t (a timestamp, b timestamptz NOT NULL DEFAULT now(), c timestamp(3) DEFAULT now());
-- new
CREATE TABLE t (a timestamptz, b timestamp NOT NULL DEFAULT now(), c timestamptz(3) DEFAULT now());
-- rows
INSERT INTO t VALUES ('2026-07-01 12:00:00.123456', '2026-07-01 12:00:00+00', '2026-07-01 12:00:00.123');
-- expect
SELECT a AT TIME ZONE 'UTC', b, c AT TIME ZONE 'UTC' FROM t;
--> 2026-07-01 12:00:00.123456 | 2026-07-01 12:00:00 | 2026-07-01 12:00:00.123
