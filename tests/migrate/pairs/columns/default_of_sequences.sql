-- A default takes its numbers from another sequence; neither is moved on.
-- both ways
-- both
CREATE SEQUENCE s1;
CREATE SEQUENCE s2;
-- old
CREATE TABLE t (id bigint DEFAULT nextval('s1'));
-- new
CREATE TABLE t (id bigint DEFAULT nextval('s2'));
-- rows
INSERT INTO t VALUES (DEFAULT);
-- expect
SELECT last_value, is_called FROM s1;
--> 1 | t
SELECT last_value, is_called FROM s2;
--> 1 | f
