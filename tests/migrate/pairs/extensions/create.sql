-- An extension and a column of its type.
-- needs vector
-- both ways
-- loses
column public.items.embedding
-- old
CREATE TABLE items (id int PRIMARY KEY);
-- new
CREATE EXTENSION vector;
CREATE TABLE items (id int PRIMARY KEY, embedding vector(3));
-- rows
INSERT INTO items VALUES (1);
