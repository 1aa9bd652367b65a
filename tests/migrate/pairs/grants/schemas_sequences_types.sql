-- Grants on schemas, sequences, enums and domains change.
-- both ways
-- both
CREATE SCHEMA s;
CREATE SEQUENCE q;
CREATE TYPE mood AS ENUM ('a');
CREATE DOMAIN d AS int;
CREATE TYPE c AS (a int);
-- old
GRANT USAGE ON SCHEMA s TO ait_reader;
GRANT USAGE ON SEQUENCE q TO ait_reader;
GRANT USAGE ON TYPE mood TO ait_reader;
-- new
GRANT ALL ON SCHEMA s TO ait_reader;
GRANT USAGE ON SCHEMA s TO PUBLIC;
GRANT SELECT ON SEQUENCE q TO ait_reader;
REVOKE ALL ON TYPE mood FROM PUBLIC;
GRANT USAGE ON DOMAIN d TO ait_writer;
GRANT USAGE ON TYPE c TO ait_writer WITH GRANT OPTION;
