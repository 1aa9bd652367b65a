-- Foreign keys, views and functions over the border of two schemas that are new together.
-- both ways
-- loses
table a.one
table b.two
-- old
CREATE TABLE base (id int PRIMARY KEY);
-- new
CREATE TABLE base (id int PRIMARY KEY);
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TABLE a.one (id int PRIMARY KEY, two int, base int REFERENCES base);
CREATE TABLE b.two (id int PRIMARY KEY, one int REFERENCES a.one);
ALTER TABLE a.one ADD CONSTRAINT one_two_fkey FOREIGN KEY (two) REFERENCES b.two;
CREATE FUNCTION b.total() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM a.one';
CREATE VIEW a.both AS SELECT o.id, t.id AS two, b.total() AS total FROM a.one o JOIN b.two t ON t.one = o.id;
