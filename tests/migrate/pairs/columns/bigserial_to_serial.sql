-- bigserial becomes serial.
-- old
CREATE TABLE t (id bigserial PRIMARY KEY);
-- new
CREATE TABLE t (id serial PRIMARY KEY);
-- loses
column public.t.id
-- rows
INSERT INTO t VALUES (DEFAULT), (DEFAULT);
-- expect
SELECT nextval('t_id_seq');
--> 3
