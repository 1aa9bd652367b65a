-- Column lists, conditions, schemas; a condition's column changes its type.
-- since 15
-- both ways
-- both
CREATE SCHEMA crm;
CREATE TABLE crm.deals (id int PRIMARY KEY);
-- old
CREATE TABLE t (id int PRIMARY KEY, a int, b text);
CREATE PUBLICATION p FOR TABLE t (id, a) WHERE (id > 3);
-- new
CREATE TABLE t (id bigint PRIMARY KEY, a int, b text);
CREATE PUBLICATION p FOR TABLE t WHERE (id > 3);
CREATE PUBLICATION q FOR TABLES IN SCHEMA crm, public;
-- rows
INSERT INTO t VALUES (1, 2, 'x');
