-- Views let go of a column, a table and a view that go, and take to what is new.
-- loses
column public.t.gone
table public.u
-- old
CREATE TABLE t (id int, gone int);
CREATE TABLE u (id int);
CREATE VIEW a AS SELECT id FROM t WHERE gone > 0;
CREATE VIEW b AS SELECT id FROM u;
CREATE VIEW below AS SELECT id FROM t;
CREATE VIEW c AS SELECT id FROM below;
CREATE MATERIALIZED VIEW m AS SELECT gone FROM t;
-- new
CREATE TABLE t (id int, come int);
CREATE VIEW above AS SELECT id, come FROM t;
CREATE VIEW a AS SELECT id FROM t WHERE come > 0;
CREATE VIEW b AS SELECT id FROM above;
CREATE VIEW c AS SELECT id FROM t;
CREATE MATERIALIZED VIEW m AS SELECT come FROM above;
-- rows
INSERT INTO t VALUES (1, 1);
INSERT INTO u VALUES (1);
