-- Event triggers, one for some commands only, one disabled.
-- both ways
-- old
CREATE TABLE t (id int);
-- new
CREATE TABLE t (id int);
CREATE FUNCTION noted() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER all_commands ON ddl_command_end EXECUTE FUNCTION noted();
CREATE EVENT TRIGGER "Some" ON sql_drop WHEN TAG IN ('DROP TABLE', 'DROP VIEW') EXECUTE FUNCTION noted();
ALTER EVENT TRIGGER "Some" DISABLE;
COMMENT ON EVENT TRIGGER all_commands IS 'notes';
