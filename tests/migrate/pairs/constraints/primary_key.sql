-- Primary keys: added, dropped, other columns, another name.
-- both ways
-- old
CREATE TABLE a (id int NOT NULL);
CREATE TABLE b (id int PRIMARY KEY);
CREATE TABLE c (x int NOT NULL, y int NOT NULL, PRIMARY KEY (x));
CREATE TABLE d (id int CONSTRAINT d_pk PRIMARY KEY);
-- new
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int NOT NULL);
CREATE TABLE c (x int NOT NULL, y int NOT NULL, PRIMARY KEY (y, x));
CREATE TABLE d (id int CONSTRAINT d_key PRIMARY KEY);
-- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1);
INSERT INTO c VALUES (1, 2);
