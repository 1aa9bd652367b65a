-- A comment on the schema where everything lives.
-- both ways
-- old
SELECT 1;
-- new
COMMENT ON SCHEMA public IS 'ours';
