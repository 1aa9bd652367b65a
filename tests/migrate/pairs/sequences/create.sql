-- A sequence with every option, and one a column takes its numbers from.
-- both ways
-- old
CREATE TABLE t (id int);
-- new
CREATE SEQUENCE plain;
CREATE SEQUENCE full_one AS smallint INCREMENT BY -2 MINVALUE -100 MAXVALUE 100 START WITH 50 CACHE 5 CYCLE;
COMMENT ON SEQUENCE full_one IS 'counts down';
CREATE TABLE t (id int DEFAULT nextval('plain'));
-- rows
INSERT INTO t VALUES (1);
