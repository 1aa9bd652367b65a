-- Only names differ: of a primary key, a unique, a check, a foreign key.
-- both ways
-- both
CREATE TABLE p (id int PRIMARY KEY);
-- old
CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b int CHECK (b > 0), p int REFERENCES p);
-- new
CREATE TABLE t (id int CONSTRAINT pk_t PRIMARY KEY, a int CONSTRAINT uq_t_a UNIQUE, b int CONSTRAINT ck_t_b CHECK (b > 0), p int CONSTRAINT fk_t_p REFERENCES p);
-- rows
INSERT INTO p VALUES (1);
INSERT INTO t VALUES (1, 1, 1, 1);
