-- A column comes, and with it a partition that is partitioned by it, two levels down; both go again.
-- both ways
-- old
CREATE TABLE events (region text, zone text) PARTITION BY LIST (region);
CREATE TABLE events_eu PARTITION OF events FOR VALUES IN ('eu') PARTITION BY LIST (zone);
-- new
CREATE TABLE events (region text, zone text, made date) PARTITION BY LIST (region);
CREATE TABLE events_eu PARTITION OF events FOR VALUES IN ('eu') PARTITION BY LIST (zone);
CREATE TABLE events_eu_west PARTITION OF events_eu FOR VALUES IN ('west') PARTITION BY RANGE (made);
