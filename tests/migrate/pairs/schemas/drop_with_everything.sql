-- A schema goes with all kinds of things in it.
-- loses
table old.t
-- old
CREATE TABLE keep (id int PRIMARY KEY);
CREATE SCHEMA old;
CREATE TYPE old.mood AS ENUM ('a');
CREATE DOMAIN old.name AS text CHECK (VALUE <> '');
CREATE SEQUENCE old.numbers;
CREATE FUNCTION old.next() RETURNS bigint LANGUAGE sql AS $$SELECT nextval('old.numbers')$$;
CREATE TABLE old.t (id bigint DEFAULT old.next() PRIMARY KEY, mood old.mood, name old.name);
CREATE VIEW old.v AS SELECT * FROM old.t;
CREATE MATERIALIZED VIEW old.m AS SELECT * FROM old.v;
CREATE INDEX m_id ON old.m (id);
CREATE FUNCTION old.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch BEFORE UPDATE ON old.t FOR EACH ROW EXECUTE FUNCTION old.touch();
-- new
CREATE TABLE keep (id int PRIMARY KEY);
-- rows
INSERT INTO keep VALUES (7);
INSERT INTO old.t (name) VALUES ('x');
