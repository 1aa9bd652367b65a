-- The comment that an extension brings is taken away.
-- needs vector
-- both ways
-- both
CREATE EXTENSION vector;
-- old
SELECT 1;
-- new
COMMENT ON EXTENSION vector IS NULL;
