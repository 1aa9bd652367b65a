-- A text search configuration with a dictionary of its own, used by an index.
-- both ways
-- both
CREATE TABLE t (body text);
CREATE TEXT SEARCH CONFIGURATION old (PARSER = "default");
-- old
ALTER TEXT SEARCH CONFIGURATION old ADD MAPPING FOR asciiword WITH simple;
CREATE INDEX j ON t USING gin (to_tsvector('old', body));
-- new
CREATE TEXT SEARCH DICTIONARY english_nostop (TEMPLATE = snowball, language = english);
COMMENT ON TEXT SEARCH DICTIONARY english_nostop IS 'd';
CREATE TEXT SEARCH CONFIGURATION my (PARSER = "default");
COMMENT ON TEXT SEARCH CONFIGURATION my IS 'c';
ALTER TEXT SEARCH CONFIGURATION my ADD MAPPING FOR asciiword, word WITH english_nostop, simple;
CREATE INDEX i ON t USING gin (to_tsvector('my', body));
ALTER TEXT SEARCH CONFIGURATION old ADD MAPPING FOR asciiword WITH english_nostop;
CREATE INDEX j ON t USING gin (to_tsvector('old', body));
-- rows
INSERT INTO t VALUES ('the quick brown fox');
