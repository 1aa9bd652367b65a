-- A new check and a new foreign key that rows break, so NOT VALID must stay.
-- old
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (a int, p int);
-- new
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (a int, p int);
ALTER TABLE t ADD CONSTRAINT a_ok CHECK (a > 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT p_ok FOREIGN KEY (p) REFERENCES p NOT VALID;
-- rows
INSERT INTO t VALUES (-1, 99);
