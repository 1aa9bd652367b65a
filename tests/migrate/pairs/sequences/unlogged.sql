-- A sequence stops writing to the log.
-- since 15
-- both ways
-- old
CREATE SEQUENCE s;
CREATE UNLOGGED SEQUENCE u;
-- new
CREATE UNLOGGED SEQUENCE s;
CREATE SEQUENCE u;
