-- An index by a method and an operator class of an extension, with parameters.
-- needs vector
-- both ways
-- both
CREATE EXTENSION vector;
CREATE TABLE items (id int PRIMARY KEY, embedding vector(3));
-- old
CREATE INDEX near ON items USING hnsw (embedding vector_l2_ops);
-- new
CREATE INDEX near ON items USING hnsw (embedding vector_cosine_ops) WITH (m = 8, ef_construction = 32);
-- rows
INSERT INTO items VALUES (1, '[1,2,3]'), (2, NULL);
