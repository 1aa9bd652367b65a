-- Another version of an extension than the server's usual one.
-- needs pg_trgm
-- old
CREATE EXTENSION pg_trgm VERSION '1.3';
-- new
CREATE EXTENSION pg_trgm VERSION '1.5';
CREATE EXTENSION hstore VERSION '1.6';
