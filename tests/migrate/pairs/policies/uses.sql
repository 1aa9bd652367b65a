-- Policies over another table, a function that is made again, and a column whose type changes.
-- old
CREATE FUNCTION who(x int DEFAULT 1) RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE t (id int, team int);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON t FOR INSERT TO ait_reader, ait_writer WITH CHECK (team IN (SELECT id FROM teams) AND id = who());
CREATE POLICY "B c" ON t AS RESTRICTIVE FOR SELECT TO CURRENT_USER USING (team > 0);
COMMENT ON POLICY "B c" ON t IS 'kept';
-- new
CREATE FUNCTION who() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE t (id int, team bigint);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON t FOR INSERT TO ait_reader, ait_writer WITH CHECK (team IN (SELECT id FROM teams) AND id = who());
CREATE POLICY "B c" ON t AS RESTRICTIVE FOR SELECT TO CURRENT_USER USING (team > 0);
COMMENT ON POLICY "B c" ON t IS 'kept';
-- rows
INSERT INTO t VALUES (1, 1);
