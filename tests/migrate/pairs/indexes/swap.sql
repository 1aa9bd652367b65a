-- Two indexes exchange their definitions.
-- both
CREATE TABLE t (a int, b int);
-- old
CREATE INDEX one ON t (a);
CREATE INDEX two ON t (b);
-- new
CREATE INDEX one ON t (b);
CREATE INDEX two ON t (a);
-- rows
INSERT INTO t VALUES (1, 2);
