-- Default privileges of another role, and of a schema that goes.
-- both ways
-- old
CREATE SCHEMA x;
ALTER DEFAULT PRIVILEGES FOR ROLE ait_writer IN SCHEMA x GRANT SELECT, INSERT ON TABLES TO ait_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE ait_writer GRANT SELECT ON TABLES TO ait_reader WITH GRANT OPTION;
-- new
ALTER DEFAULT PRIVILEGES FOR ROLE ait_writer GRANT SELECT, UPDATE ON TABLES TO ait_reader;
