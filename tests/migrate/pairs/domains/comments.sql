-- Comments of a domain and of its constraint.
-- both ways
-- old
CREATE DOMAIN a AS int CONSTRAINT low CHECK (VALUE > 0);
COMMENT ON DOMAIN a IS 'before';
-- new
CREATE DOMAIN a AS int CONSTRAINT low CHECK (VALUE > 0);
COMMENT ON DOMAIN a IS 'after';
COMMENT ON CONSTRAINT low ON DOMAIN a IS 'positive';
