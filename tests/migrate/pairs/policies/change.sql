-- Every clause of a policy changes by itself.
-- both ways
-- both
CREATE TABLE t (id int, owner text);
-- old
CREATE POLICY a ON t USING (id > 0);
CREATE POLICY b ON t USING (id > 0) WITH CHECK (id > 0);
CREATE POLICY c ON t FOR SELECT USING (true);
CREATE POLICY d ON t USING (true);
CREATE POLICY e ON t TO ait_reader USING (true);
CREATE POLICY f ON t FOR UPDATE USING (true);
COMMENT ON POLICY d ON t IS 'kept';
-- new
CREATE POLICY a ON t USING (id > 1);
CREATE POLICY b ON t USING (id > 0) WITH CHECK (id > 5);
CREATE POLICY c ON t FOR DELETE USING (true);
CREATE POLICY d ON t AS RESTRICTIVE USING (true);
CREATE POLICY e ON t TO ait_writer, ait_reader USING (true);
CREATE POLICY f ON t FOR UPDATE USING (true) WITH CHECK (id > 0);
COMMENT ON POLICY d ON t IS 'kept';
