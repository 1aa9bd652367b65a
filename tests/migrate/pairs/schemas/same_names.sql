-- The same names in two schemas are different objects.
-- both
CREATE SCHEMA a;
CREATE SCHEMA b;
-- old
CREATE TYPE a.kind AS ENUM ('x');
CREATE TYPE b.kind AS ENUM ('x');
CREATE TABLE a.t (id int PRIMARY KEY, kind a.kind);
CREATE TABLE b.t (id int PRIMARY KEY, kind b.kind);
CREATE INDEX t_kind ON a.t (kind);
CREATE INDEX t_kind ON b.t (kind);
-- new
CREATE TYPE a.kind AS ENUM ('x', 'y');
CREATE TYPE b.kind AS ENUM ('w', 'x');
CREATE TABLE a.t (id int PRIMARY KEY, kind a.kind NOT NULL);
CREATE TABLE b.t (id bigint PRIMARY KEY, kind b.kind);
CREATE INDEX t_kind ON a.t (kind, id);
CREATE INDEX t_kind ON b.t (kind);
-- rows
INSERT INTO a.t VALUES (1, 'x');
INSERT INTO b.t VALUES (1, 'x');
