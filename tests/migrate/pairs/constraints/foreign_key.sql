-- Foreign keys: added, dropped, another target, other columns.
-- both ways
-- old
CREATE TABLE p (id int PRIMARY KEY, code int UNIQUE, a int, b int, UNIQUE (a, b));
CREATE TABLE q (id int PRIMARY KEY);
CREATE TABLE t (x int, y int REFERENCES p, z int CONSTRAINT z_fk REFERENCES p, w int CONSTRAINT w_fk REFERENCES p);
-- new
CREATE TABLE p (id int PRIMARY KEY, code int UNIQUE, a int, b int, UNIQUE (a, b));
CREATE TABLE q (id int PRIMARY KEY);
CREATE TABLE t (x int REFERENCES p, y int, z int CONSTRAINT z_fk REFERENCES q, w int CONSTRAINT w_fk REFERENCES p (code), FOREIGN KEY (x, y) REFERENCES p (a, b));
-- rows
INSERT INTO p VALUES (1, 1, 1, 1);
INSERT INTO q VALUES (1);
INSERT INTO t VALUES (1, 1, 1, 1);
