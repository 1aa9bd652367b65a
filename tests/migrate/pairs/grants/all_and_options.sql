-- ALL, a grant option given and taken, a column's privilege that a table's revoke would take.
-- both ways
-- both
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
-- old
GRANT SELECT ON t TO ait_reader WITH GRANT OPTION;
GRANT SELECT (a), INSERT (a, b) ON t TO ait_reader;
GRANT SELECT, UPDATE (b) ON v TO ait_writer;
GRANT SELECT ON m TO PUBLIC;
-- new
GRANT SELECT ON t TO ait_reader;
GRANT SELECT (a) ON t TO ait_writer WITH GRANT OPTION;
GRANT INSERT (b) ON t TO ait_reader;
GRANT ALL ON v TO ait_writer WITH GRANT OPTION;
GRANT SELECT (a) ON v TO PUBLIC;
GRANT ALL ON m TO ait_reader;
REVOKE INSERT ON t FROM CURRENT_USER;
