-- Checks and foreign keys that are not validated, and are then.
-- both ways
-- old
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (a int, b int, p int, q int REFERENCES p);
ALTER TABLE t ADD CONSTRAINT a_ok CHECK (a > 0) NOT VALID, ADD CONSTRAINT t_p_fkey FOREIGN KEY (p) REFERENCES p NOT VALID, ADD CONSTRAINT b_ok CHECK (b > 0);
-- new
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (a int, b int, p int, q int);
ALTER TABLE t ADD CONSTRAINT a_ok CHECK (a > 0), ADD CONSTRAINT t_p_fkey FOREIGN KEY (p) REFERENCES p, ADD CONSTRAINT b_ok CHECK (b > 0) NOT VALID, ADD CONSTRAINT t_q_fkey FOREIGN KEY (q) REFERENCES p NOT VALID;
-- rows
INSERT INTO p VALUES (1);
INSERT INTO t VALUES (1, 1, 1, 1);
