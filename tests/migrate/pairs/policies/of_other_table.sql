-- A policy reads another table that is new, and one whose column is retyped.
-- old
CREATE TABLE t (id int);
CREATE TABLE members (id int, who text);
CREATE POLICY p ON t USING (EXISTS (SELECT FROM members m WHERE m.id = t.id AND m.who = CURRENT_USER));
-- new
CREATE TABLE t (id int);
CREATE TABLE members (id bigint, who varchar(20));
CREATE TABLE bans (id int);
CREATE POLICY p ON t USING (EXISTS (SELECT FROM members m WHERE m.id = t.id AND m.who = CURRENT_USER));
CREATE POLICY q ON t AS RESTRICTIVE USING (id NOT IN (SELECT id FROM bans));
-- loses
column public.members.who
-- rows
INSERT INTO t VALUES (1);
INSERT INTO members VALUES (1, 'ada');
