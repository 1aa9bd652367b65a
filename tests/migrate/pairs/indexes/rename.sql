-- An index renamed, as it is otherwise the same.
-- both ways
-- hints
rename index:public.ix_old=ix_new
-- both
CREATE TABLE t (a int, b int);
-- old
CREATE INDEX ix_old ON t (a, b);
COMMENT ON INDEX ix_old IS 'kept';
-- new
CREATE INDEX ix_new ON t (a, b);
COMMENT ON INDEX ix_new IS 'kept';
-- rows
INSERT INTO t VALUES (1, 2);
