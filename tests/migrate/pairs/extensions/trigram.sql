-- An extension comes with the index that needs it.
-- needs pg_trgm
-- both ways
-- old
CREATE TABLE people (id int PRIMARY KEY, name text);
-- new
CREATE EXTENSION pg_trgm;
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE INDEX people_name ON people USING gin (name gin_trgm_ops);
