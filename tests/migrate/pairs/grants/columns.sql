-- Grants on single columns.
-- both ways
-- old
CREATE TABLE t (id int, a text, "B" text);
GRANT SELECT (id, a), UPDATE (a) ON t TO ait_reader;
-- new
CREATE TABLE t (id int, a text, "B" text);
GRANT SELECT (id, "B"), INSERT (a) ON t TO ait_reader WITH GRANT OPTION;
GRANT REFERENCES (id) ON t TO PUBLIC;
