-- A value goes from an enum that is part of a primary key and of a foreign key to it.
-- old
CREATE TYPE kind AS ENUM ('a', 'b', 'c');
CREATE TABLE p (kind kind, id int, PRIMARY KEY (kind, id));
CREATE TABLE c (kind kind, id int, FOREIGN KEY (kind, id) REFERENCES p);
-- new
CREATE TYPE kind AS ENUM ('c', 'a');
CREATE TABLE p (kind kind, id int, PRIMARY KEY (kind, id));
CREATE TABLE c (kind kind, id int, FOREIGN KEY (kind, id) REFERENCES p);
-- loses
type public.kind
-- rows
INSERT INTO p VALUES ('a', 1);
INSERT INTO c VALUES ('a', 1);
