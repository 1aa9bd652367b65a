-- INCLUDE, DEFERRABLE and fillfactor of primary keys.
-- both ways
-- old
CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE TABLE b (id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE c (id int, PRIMARY KEY (id) WITH (fillfactor = 70));
-- new
CREATE TABLE a (id int, x int, PRIMARY KEY (id) INCLUDE (x));
CREATE TABLE b (id int PRIMARY KEY);
CREATE TABLE c (id int, PRIMARY KEY (id) WITH (fillfactor = 80));
-- rows
INSERT INTO a VALUES (1, 2);
