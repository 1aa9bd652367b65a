-- A column that is the key of a partition's own partitions gets another type, another collation: that partition is rebuilt.
-- rebuilds
public.events_eu
public.events_eu_24
public.names
public.names_az
-- old
CREATE TABLE events (region text, made date) PARTITION BY LIST (region);
CREATE TABLE events_eu PARTITION OF events FOR VALUES IN ('eu') PARTITION BY RANGE (made);
CREATE TABLE events_eu_24 PARTITION OF events_eu FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_us PARTITION OF events FOR VALUES IN ('us');
CREATE TABLE names (name text) PARTITION BY RANGE (name);
CREATE TABLE names_az PARTITION OF names FOR VALUES FROM ('a') TO ('z');
-- new
CREATE TABLE events (region text, made timestamp) PARTITION BY LIST (region);
CREATE TABLE events_eu PARTITION OF events FOR VALUES IN ('eu') PARTITION BY RANGE (made);
CREATE TABLE events_eu_24 PARTITION OF events_eu FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_us PARTITION OF events FOR VALUES IN ('us');
CREATE TABLE names (name text COLLATE "POSIX") PARTITION BY RANGE (name);
CREATE TABLE names_az PARTITION OF names FOR VALUES FROM ('a') TO ('z');
-- rows
INSERT INTO events VALUES ('eu', '2024-05-05'), ('us', '2023-01-01');
INSERT INTO names VALUES ('b'), ('c');
-- expect
SELECT region, made FROM events ORDER BY region;
--> eu | 2024-05-05 00:00:00
--> us | 2023-01-01 00:00:00
