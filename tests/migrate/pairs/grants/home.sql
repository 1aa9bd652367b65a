-- Rights on the schema where everything lives.
-- both ways
-- old
SELECT 1;
-- new
GRANT ALL ON SCHEMA public TO ait_writer;
GRANT USAGE ON SCHEMA public TO ait_reader WITH GRANT OPTION;
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
