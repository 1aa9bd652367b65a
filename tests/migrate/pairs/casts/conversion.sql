-- A conversion between encodings.
-- both ways
-- old
SELECT 1;
-- new
CREATE CONVERSION mine FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
COMMENT ON CONVERSION mine IS 'm';
CREATE DEFAULT CONVERSION dflt FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
