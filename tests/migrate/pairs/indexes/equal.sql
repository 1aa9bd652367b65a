-- Indexes written otherwise but equal are no change.
-- no change
-- old
CREATE TABLE t (a int, b varchar(10));
CREATE INDEX i ON t (a);
CREATE INDEX j ON t (b) WHERE b = 'x';
CREATE INDEX k ON t (lower(b));
-- new
CREATE TABLE t (a int, b varchar(10));
CREATE INDEX i ON t USING btree (a int4_ops ASC NULLS LAST);
CREATE INDEX j ON t (b) WHERE b::text = 'x'::text;
CREATE INDEX k ON t ((lower(b::text)));
