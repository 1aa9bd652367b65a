-- A comment on a schema: added, changed, taken away.
-- old
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE SCHEMA c;
COMMENT ON SCHEMA b IS 'before';
COMMENT ON SCHEMA c IS 'gone soon';
-- new
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE SCHEMA c;
COMMENT ON SCHEMA a IS 'it''s new';
COMMENT ON SCHEMA b IS 'after';
