-- Tables that refer to each other in a chain go together.
-- loses
table public.a
table public.b
table public.c
-- both ways
-- old
CREATE TABLE c (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, c int REFERENCES c);
CREATE TABLE a (id int PRIMARY KEY, b int REFERENCES b, c int REFERENCES c);
CREATE TABLE stays (id int);
-- new
CREATE TABLE stays (id int);
-- rows
INSERT INTO c VALUES (1);
INSERT INTO b VALUES (1, 1);
INSERT INTO a VALUES (1, 1, 1);
