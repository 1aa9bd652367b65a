-- New tables that inherit, one from two parents.
-- both ways
-- loses
table public.c
table public.d
-- old
CREATE TABLE a (id int NOT NULL, one text DEFAULT 'a');
CREATE TABLE b (id int NOT NULL, two text);
-- new
CREATE TABLE a (id int NOT NULL, one text DEFAULT 'a');
CREATE TABLE b (id int NOT NULL, two text);
CREATE TABLE c (three text) INHERITS (a);
CREATE TABLE d (four text) INHERITS (a, b);
