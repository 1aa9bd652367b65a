-- An extension moves to another schema, its objects with it.
-- needs vector
-- both
CREATE SCHEMA extensions;
-- old
CREATE EXTENSION vector;
CREATE TABLE items (id int PRIMARY KEY, v vector(2));
-- new
CREATE EXTENSION vector WITH SCHEMA extensions;
CREATE TABLE items (id int PRIMARY KEY, v extensions.vector(2));
-- rows
INSERT INTO items VALUES (1, '[1,2]');
-- expect
SELECT v FROM items;
--> [1,2]
