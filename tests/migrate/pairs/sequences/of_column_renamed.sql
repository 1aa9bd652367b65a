-- The sequence of a serial column and that of an identity go by another name, or become the other: they go on counting.
-- both ways
-- old
CREATE TABLE a (id serial PRIMARY KEY);
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE TABLE c (id serial PRIMARY KEY);
-- new
CREATE SEQUENCE numbers AS int;
CREATE TABLE a (id int PRIMARY KEY DEFAULT nextval('numbers'));
ALTER SEQUENCE numbers OWNED BY a.id;
CREATE SEQUENCE counted AS int;
CREATE TABLE b (id int PRIMARY KEY DEFAULT nextval('counted'));
ALTER SEQUENCE counted OWNED BY b.id;
CREATE TABLE c (id int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME c_numbers) PRIMARY KEY);
-- rows
INSERT INTO a VALUES (DEFAULT), (DEFAULT);
INSERT INTO b VALUES (DEFAULT), (DEFAULT);
INSERT INTO c VALUES (DEFAULT), (DEFAULT);
-- expect
SELECT nextval('numbers'), nextval('counted'), nextval('c_numbers');
--> 3 | 3 | 3
