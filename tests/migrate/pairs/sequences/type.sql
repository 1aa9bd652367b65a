-- Types of sequences, with limits that follow the type.
-- both ways
-- old
CREATE SEQUENCE a AS smallint;
CREATE SEQUENCE b AS bigint;
CREATE SEQUENCE c AS int MAXVALUE 500;
-- new
CREATE SEQUENCE a AS bigint;
CREATE SEQUENCE b AS int;
CREATE SEQUENCE c AS bigint MAXVALUE 500;
