-- A generated column of a partitioned table gets another expression.
-- since 17
-- both ways
-- old
CREATE TABLE sums (part int, twice int GENERATED ALWAYS AS (part * 2) STORED) PARTITION BY RANGE (part);
CREATE TABLE sums_low PARTITION OF sums FOR VALUES FROM (0) TO (9);
-- new
CREATE TABLE sums (part int, twice int GENERATED ALWAYS AS (part * 3) STORED) PARTITION BY RANGE (part);
CREATE TABLE sums_low PARTITION OF sums FOR VALUES FROM (0) TO (9);
-- rows
INSERT INTO sums VALUES (2);
-- expect
SELECT twice FROM sums;
--> 6
