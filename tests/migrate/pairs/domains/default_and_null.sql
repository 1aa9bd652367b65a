-- Default and NOT NULL of a domain.
-- both ways
-- old
CREATE DOMAIN a AS text DEFAULT 'x';
CREATE DOMAIN b AS text NOT NULL;
CREATE DOMAIN c AS int DEFAULT 1;
CREATE TABLE t (a a, b b, c c);
-- new
CREATE DOMAIN a AS text NOT NULL;
CREATE DOMAIN b AS text DEFAULT 'y';
CREATE DOMAIN c AS int DEFAULT 2;
CREATE TABLE t (a a, b b, c c);
-- rows
INSERT INTO t VALUES ('1', '2', 3);
