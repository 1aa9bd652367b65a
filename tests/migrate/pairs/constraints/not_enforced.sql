-- Checks and foreign keys that are not enforced.
-- since 18
-- both ways
-- old
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (a int CONSTRAINT a_ok CHECK (a > 0), p int CONSTRAINT p_ok REFERENCES p);
-- new
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (a int CONSTRAINT a_ok CHECK (a > 0) NOT ENFORCED, p int CONSTRAINT p_ok REFERENCES p NOT ENFORCED);
-- rows
INSERT INTO p VALUES (1);
INSERT INTO t VALUES (1, 1);
