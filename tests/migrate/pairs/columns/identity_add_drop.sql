-- A plain column becomes identity, an identity column becomes plain.
-- both ways
-- old
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x int);
-- new
CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY, x int);
-- rows
INSERT INTO a VALUES (1), (2);
INSERT INTO b (x) VALUES (1);
-- expect
SELECT nextval(pg_get_serial_sequence('a', 'id')) > 2;
--> t
