-- An aggregate changes that a view uses.
-- both ways
-- both
CREATE TABLE t (a int);
-- old
CREATE AGGREGATE total(int) (SFUNC = int4_sum, STYPE = bigint);
CREATE VIEW v AS SELECT total(a) AS a FROM t;
-- new
CREATE AGGREGATE total(int) (SFUNC = int4_sum, STYPE = bigint, INITCOND = '100');
CREATE VIEW v AS SELECT total(a) AS a FROM t;
