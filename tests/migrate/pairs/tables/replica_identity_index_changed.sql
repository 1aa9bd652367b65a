-- The index that is the replica identity is rebuilt and is the replica identity again.
-- both ways
-- old
CREATE TABLE t (a int NOT NULL, b int NOT NULL);
CREATE UNIQUE INDEX t_key ON t (a);
ALTER TABLE t REPLICA IDENTITY USING INDEX t_key;
-- new
CREATE TABLE t (a int NOT NULL, b int NOT NULL);
CREATE UNIQUE INDEX t_key ON t (a, b);
ALTER TABLE t REPLICA IDENTITY USING INDEX t_key;
-- rows
INSERT INTO t VALUES (1, 1), (2, 1);
