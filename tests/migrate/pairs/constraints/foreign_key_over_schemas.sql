-- A foreign key turns to the table of the same name in another schema.
-- both ways
-- both
CREATE SCHEMA o;
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE o.p (id int PRIMARY KEY);
-- old
CREATE TABLE t (p int CONSTRAINT fk REFERENCES p);
-- new
CREATE TABLE t (p int CONSTRAINT fk REFERENCES o.p);
-- rows
INSERT INTO p VALUES (1);
INSERT INTO o.p VALUES (1);
INSERT INTO t VALUES (1);
