-- Checks of a domain: added, changed, taken away, renamed by being replaced.
-- both ways
-- old
CREATE DOMAIN n AS int CONSTRAINT low CHECK (VALUE > 0) CONSTRAINT odd CHECK (VALUE % 2 = 1);
CREATE TABLE t (a n, b n[]);
-- new
CREATE DOMAIN n AS int CONSTRAINT low CHECK (VALUE > -10) CONSTRAINT high CHECK (VALUE < 100);
CREATE TABLE t (a n, b n[]);
-- rows
INSERT INTO t VALUES (5, '{7}');
