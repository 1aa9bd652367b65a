-- One of two tables that refer to each other goes, and the two that stay change places.
-- loses
table public.c
column public.a.c
-- old
CREATE TABLE a (id int PRIMARY KEY, b int, c int);
CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);
CREATE TABLE c (id int PRIMARY KEY, a int REFERENCES a);
ALTER TABLE a ADD CONSTRAINT a_c_fkey FOREIGN KEY (c) REFERENCES c;
-- new
CREATE TABLE b (id int PRIMARY KEY, a int);
CREATE TABLE a (id int PRIMARY KEY, b int REFERENCES b);
-- rows
INSERT INTO a VALUES (1, 1, NULL);
INSERT INTO b VALUES (1, 1);
