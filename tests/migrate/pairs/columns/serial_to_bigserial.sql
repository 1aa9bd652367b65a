-- serial becomes bigserial: the sequence is widened with its column.
-- old
CREATE TABLE t (id serial PRIMARY KEY);
CREATE TABLE u (t int REFERENCES t);
-- new
CREATE TABLE t (id bigserial PRIMARY KEY);
CREATE TABLE u (t bigint REFERENCES t);
-- rows
INSERT INTO t VALUES (DEFAULT), (DEFAULT);
INSERT INTO u VALUES (1);
-- expect
SELECT nextval('t_id_seq');
--> 3
