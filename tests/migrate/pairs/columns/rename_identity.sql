-- A renamed identity column.
-- hints
rename column:public.t.id=key
-- old
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x int);
-- new
CREATE TABLE t (key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x int);
-- rows
INSERT INTO t (x) VALUES (5), (6);
