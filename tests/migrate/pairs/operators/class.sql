-- An operator class with an index, its family with a loose member.
-- both ways
-- both
CREATE SCHEMA x;
CREATE TABLE t (a int, b int);
-- old
SELECT 1;
-- new
CREATE OPERATOR FAMILY x.f USING btree;
CREATE OPERATOR CLASS backwards FOR TYPE int USING btree FAMILY x.f AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(int, int);
ALTER OPERATOR FAMILY x.f USING btree ADD OPERATOR 3 = (int, bigint), FUNCTION 1 (int, bigint) btint48cmp(int, bigint);
COMMENT ON OPERATOR CLASS backwards USING btree IS 'c';
COMMENT ON OPERATOR FAMILY x.f USING btree IS 'f';
CREATE INDEX i ON t (a backwards);
-- rows
INSERT INTO t VALUES (1, 1);
