-- The type of a column that a function of SQL-standard body reads.
-- old
CREATE TABLE t (id int PRIMARY KEY, n int);
CREATE FUNCTION total() RETURNS bigint STABLE BEGIN ATOMIC SELECT sum(n)::bigint FROM t; END;
CREATE VIEW v AS SELECT total() AS total;
-- new
CREATE TABLE t (id int PRIMARY KEY, n bigint);
CREATE FUNCTION total() RETURNS bigint STABLE BEGIN ATOMIC SELECT sum(n)::bigint FROM t; END;
CREATE VIEW v AS SELECT total() AS total;
-- rows
INSERT INTO t VALUES (1, 5);
