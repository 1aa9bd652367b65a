-- serial becomes an always-identity of type bigint in one step.
-- old
CREATE TABLE t (id serial PRIMARY KEY, x int);
-- new
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x int);
-- rows
INSERT INTO t (x) VALUES (1), (2);
-- expect
SELECT nextval(pg_get_serial_sequence('t', 'id'));
--> 3
