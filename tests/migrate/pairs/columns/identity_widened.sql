-- An identity column is widened, and its sequence with it.
-- old
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x int);
-- new
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x int);
-- rows
INSERT INTO t (x) VALUES (1), (2);
-- expect
SELECT nextval(pg_get_serial_sequence('t', 'id'));
--> 3
