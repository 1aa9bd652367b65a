-- Another dimension of an extension's type: rows that fit keep their value.
-- needs vector
-- both
CREATE EXTENSION vector;
-- old
CREATE TABLE items (id int PRIMARY KEY, embedding vector);
CREATE VIEW near AS SELECT id, embedding <-> '[1,1,1]' AS distance FROM items;
-- new
CREATE TABLE items (id int PRIMARY KEY, embedding vector(3));
CREATE VIEW near AS SELECT id, embedding <-> '[1,1,1]' AS distance FROM items;
-- rows
INSERT INTO items VALUES (1, '[1,2,3]');
-- expect
SELECT id, embedding FROM items;
--> 1 | [1,2,3]
