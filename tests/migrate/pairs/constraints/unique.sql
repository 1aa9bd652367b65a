-- Unique constraints: added, dropped, other columns, another order of them.
-- both ways
-- old
CREATE TABLE a (x int, y int);
CREATE TABLE b (x int UNIQUE, y int);
CREATE TABLE c (x int, y int, UNIQUE (x, y));
CREATE TABLE d (x int, y int, CONSTRAINT d_key UNIQUE (x));
-- new
CREATE TABLE a (x int UNIQUE, y int, UNIQUE (y, x));
CREATE TABLE b (x int, y int);
CREATE TABLE c (x int, y int, CONSTRAINT c_x_y_key UNIQUE (y, x));
CREATE TABLE d (x int, y int, CONSTRAINT d_key UNIQUE (x, y));
-- rows
INSERT INTO a VALUES (1, 2);
INSERT INTO d VALUES (1, 2);
