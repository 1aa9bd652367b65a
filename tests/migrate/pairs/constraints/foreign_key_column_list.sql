-- SET NULL of some of the columns only.
-- since 15
-- both ways
-- both
CREATE TABLE p (tenant int, id int, PRIMARY KEY (tenant, id));
-- old
CREATE TABLE t (tenant int NOT NULL, p int, CONSTRAINT fk FOREIGN KEY (tenant, p) REFERENCES p ON DELETE SET NULL);
-- new
CREATE TABLE t (tenant int NOT NULL, p int, CONSTRAINT fk FOREIGN KEY (tenant, p) REFERENCES p ON DELETE SET NULL (p));
-- rows
INSERT INTO p VALUES (1, 1);
INSERT INTO t VALUES (1, 1);
