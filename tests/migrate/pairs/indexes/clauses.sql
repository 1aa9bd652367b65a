-- Every clause of an index changes by itself.
-- both ways
-- old
CREATE TABLE t (a int, b text, c int, d jsonb);
CREATE INDEX i_columns ON t (a);
CREATE INDEX i_order ON t (a);
CREATE INDEX i_nulls ON t (a);
CREATE INDEX i_unique ON t (a);
CREATE INDEX i_where ON t (a);
CREATE INDEX i_where2 ON t (a) WHERE a > 0;
CREATE INDEX i_include ON t (a);
CREATE INDEX i_opclass ON t (b);
CREATE INDEX i_collate ON t (b);
CREATE INDEX i_expression ON t (lower(b));
CREATE INDEX i_method ON t (a);
CREATE INDEX i_gin ON t USING gin (d);
CREATE INDEX i_fill ON t (a);
CREATE INDEX i_dedup ON t (a) WITH (deduplicate_items = off);
-- new
CREATE TABLE t (a int, b text, c int, d jsonb);
CREATE INDEX i_columns ON t (a, c);
CREATE INDEX i_order ON t (a DESC);
CREATE INDEX i_nulls ON t (a NULLS FIRST);
CREATE UNIQUE INDEX i_unique ON t (a);
CREATE INDEX i_where ON t (a) WHERE a > 0;
CREATE INDEX i_where2 ON t (a) WHERE a > 1 AND c IS NOT NULL;
CREATE INDEX i_include ON t (a) INCLUDE (c, b);
CREATE INDEX i_opclass ON t (b text_pattern_ops);
CREATE INDEX i_collate ON t (b COLLATE "C");
CREATE INDEX i_expression ON t (upper(b), (a::bigint + 1));
CREATE INDEX i_method ON t USING brin (a);
CREATE INDEX i_gin ON t USING gin (d jsonb_path_ops);
CREATE INDEX i_fill ON t (a) WITH (fillfactor = 70);
CREATE INDEX i_dedup ON t (a) WITH (fillfactor = 90);
-- rows
INSERT INTO t VALUES (1, 'x', 2, '{}');
