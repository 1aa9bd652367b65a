-- A table partitioned by list of an expression.
-- both ways
-- loses
table public.t
-- old
CREATE TABLE keep (id int);
-- new
CREATE TABLE keep (id int);
CREATE TABLE t (id int, code text) PARTITION BY LIST (lower(code));
CREATE TABLE t_a PARTITION OF t FOR VALUES IN ('a', 'it''s');
CREATE TABLE t_null PARTITION OF t FOR VALUES IN (NULL);
CREATE TABLE t_rest PARTITION OF t DEFAULT;
