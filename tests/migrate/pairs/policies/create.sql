-- Policies for each command, permissive and restrictive, for roles.
-- both ways
-- both
CREATE TABLE t (id int, owner text);
-- old
CREATE POLICY gone ON t USING (true);
-- new
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY everything ON t USING (owner = CURRENT_USER) WITH CHECK (owner <> '');
CREATE POLICY reading ON t FOR SELECT TO ait_reader, ait_writer USING (id > 0);
CREATE POLICY adding ON t FOR INSERT TO ait_writer WITH CHECK (id > 0);
CREATE POLICY changing ON t AS RESTRICTIVE FOR UPDATE TO PUBLIC USING (id > 0) WITH CHECK (id > 1);
CREATE POLICY "Removing Ü" ON t FOR DELETE USING (false);
COMMENT ON POLICY reading ON t IS 'who may';
