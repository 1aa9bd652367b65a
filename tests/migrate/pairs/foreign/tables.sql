-- A wrapper, a server and foreign tables, with their options, rights and comments.
-- both ways
-- both
CREATE FOREIGN DATA WRAPPER plain OPTIONS (a '1', b '2');
-- old
CREATE SERVER kept FOREIGN DATA WRAPPER plain OPTIONS (host 'one', "dbname" 'x');
CREATE FOREIGN TABLE ft (id int OPTIONS (col 'ID') NOT NULL, name text) SERVER kept OPTIONS (t 'x');
-- new
ALTER FOREIGN DATA WRAPPER plain OPTIONS (SET a 'it''s', DROP b, ADD "C d" '');
CREATE SERVER kept FOREIGN DATA WRAPPER plain OPTIONS (host 'two', port '5');
CREATE SERVER s TYPE 'y' VERSION '9' FOREIGN DATA WRAPPER plain;
GRANT USAGE ON FOREIGN SERVER s TO ait_reader;
GRANT USAGE ON FOREIGN DATA WRAPPER plain TO ait_reader;
CREATE FOREIGN TABLE ft (id int OPTIONS (col 'ID') NOT NULL, name text DEFAULT 'x' COLLATE "C", CHECK (id > 0)) SERVER kept OPTIONS (t 'y');
CREATE FOREIGN TABLE ft2 (id int) SERVER s;
GRANT SELECT ON ft TO ait_reader;
GRANT SELECT (id) ON ft2 TO ait_reader;
COMMENT ON FOREIGN TABLE ft2 IS 'far';
COMMENT ON COLUMN ft2.id IS 'key';
COMMENT ON SERVER s IS 's';
CREATE VIEW v AS SELECT id FROM ft2;
