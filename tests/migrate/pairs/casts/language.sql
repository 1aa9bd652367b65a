-- A language, an access method, and rights on the language.
-- both ways
-- both
CREATE SCHEMA x;
-- old
SELECT 1;
-- new
CREATE TRUSTED LANGUAGE mine HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
COMMENT ON LANGUAGE mine IS 'm';
GRANT USAGE ON LANGUAGE mine TO ait_reader;
CREATE FUNCTION f() RETURNS int LANGUAGE mine AS 'BEGIN RETURN 1; END';
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE t (a int) USING heap2;
