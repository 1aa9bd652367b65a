-- A comment of one's own on an extension.
-- needs vector
-- old
CREATE EXTENSION vector;
-- new
CREATE EXTENSION vector;
COMMENT ON EXTENSION vector IS 'for search';
