-- The unique constraint that a foreign key relies on gets another name and options.
-- old
CREATE TABLE p (x int, y int, CONSTRAINT p_key UNIQUE (x));
CREATE TABLE c (x int REFERENCES p (x));
-- new
CREATE TABLE p (x int, y int, CONSTRAINT p_key UNIQUE (x) INCLUDE (y));
CREATE TABLE c (x int REFERENCES p (x));
-- rows
INSERT INTO p VALUES (1, 2);
INSERT INTO c VALUES (1);
