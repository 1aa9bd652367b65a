-- Comments on constraints.
-- both ways
-- old
CREATE TABLE t (id int PRIMARY KEY, a int CONSTRAINT ok CHECK (a > 0), b int CONSTRAINT u UNIQUE);
COMMENT ON CONSTRAINT ok ON t IS 'before';
-- new
CREATE TABLE t (id int PRIMARY KEY, a int CONSTRAINT ok CHECK (a > 0), b int CONSTRAINT u UNIQUE);
COMMENT ON CONSTRAINT ok ON t IS 'after';
COMMENT ON CONSTRAINT u ON t IS 'once';
COMMENT ON CONSTRAINT t_pkey ON t IS 'key';
