-- A sequence's owning column: set, changed, taken away.
-- both ways
-- old
CREATE TABLE t (a bigint, b bigint);
CREATE SEQUENCE one;
CREATE SEQUENCE two OWNED BY t.a;
CREATE SEQUENCE three OWNED BY t.b;
-- new
CREATE TABLE t (a bigint, b bigint);
CREATE SEQUENCE one OWNED BY t.a;
CREATE SEQUENCE two OWNED BY t.b;
CREATE SEQUENCE three;
