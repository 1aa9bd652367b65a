-- Grants on tables: given, taken, other rights, with grant option, to PUBLIC.
-- both ways
-- old
CREATE TABLE a (id int);
CREATE TABLE b (id int);
GRANT SELECT, INSERT ON b TO ait_reader;
CREATE TABLE c (id int);
GRANT SELECT ON c TO ait_reader WITH GRANT OPTION;
CREATE TABLE d (id int);
GRANT ALL ON d TO PUBLIC;
-- new
CREATE TABLE a (id int);
GRANT SELECT, UPDATE, TRUNCATE ON a TO ait_reader, ait_writer;
GRANT DELETE ON a TO PUBLIC;
CREATE TABLE b (id int);
GRANT SELECT ON b TO ait_reader;
CREATE TABLE c (id int);
GRANT SELECT ON c TO ait_reader;
CREATE TABLE d (id int);
GRANT SELECT ON d TO ait_writer WITH GRANT OPTION;
