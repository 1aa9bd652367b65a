-- The type of a column that a rule reads.
-- old
CREATE TABLE t (id int PRIMARY KEY, n int);
CREATE TABLE log (n bigint);
CREATE RULE logged AS ON UPDATE TO t WHERE NEW.n <> OLD.n DO ALSO INSERT INTO log VALUES (NEW.n);
-- new
CREATE TABLE t (id int PRIMARY KEY, n bigint);
CREATE TABLE log (n bigint);
CREATE RULE logged AS ON UPDATE TO t WHERE NEW.n <> OLD.n DO ALSO INSERT INTO log VALUES (NEW.n);
-- rows
INSERT INTO t VALUES (1, 5);
