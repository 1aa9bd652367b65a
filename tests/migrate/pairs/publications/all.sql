-- Everything is published.
-- both ways
-- both
CREATE TABLE t (id int PRIMARY KEY);
-- old
SELECT 1;
-- new
CREATE PUBLICATION everything FOR ALL TABLES;
COMMENT ON PUBLICATION everything IS 'all';
CREATE PUBLICATION nothing;
