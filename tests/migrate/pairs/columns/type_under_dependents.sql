-- The type of a column below a view chain, a materialised view with an index, a policy, a trigger and a generated column.
-- both
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
-- old
CREATE TABLE t (id int PRIMARY KEY, n int, twice int GENERATED ALWAYS AS (n * 2) STORED);
CREATE VIEW v1 AS SELECT id, n FROM t WHERE n > 0;
CREATE VIEW v2 AS SELECT n + 1 AS more FROM v1;
CREATE MATERIALIZED VIEW m AS SELECT more FROM v2;
CREATE UNIQUE INDEX m_more ON m (more);
COMMENT ON VIEW v2 IS 'kept';
CREATE POLICY p ON t USING (n > 0);
CREATE TRIGGER touch BEFORE UPDATE OF n ON t FOR EACH ROW WHEN (NEW.n > 0) EXECUTE FUNCTION touch();
CREATE INDEX t_expr ON t ((n + 1));
-- new
CREATE TABLE t (id int PRIMARY KEY, n bigint, twice bigint GENERATED ALWAYS AS (n * 2) STORED);
CREATE VIEW v1 AS SELECT id, n FROM t WHERE n > 0;
CREATE VIEW v2 AS SELECT n + 1 AS more FROM v1;
CREATE MATERIALIZED VIEW m AS SELECT more FROM v2;
CREATE UNIQUE INDEX m_more ON m (more);
COMMENT ON VIEW v2 IS 'kept';
CREATE POLICY p ON t USING (n > 0);
CREATE TRIGGER touch BEFORE UPDATE OF n ON t FOR EACH ROW WHEN (NEW.n > 0) EXECUTE FUNCTION touch();
CREATE INDEX t_expr ON t ((n + 1));
-- rows
INSERT INTO t (id, n) VALUES (1, 5);
-- expect
SELECT id, n, twice FROM t;
--> 1 | 5 | 10
