-- An extension moves into the home schema, a column of its type stays.
-- needs vector
-- both ways
-- both
CREATE SCHEMA ext;
-- old
CREATE EXTENSION vector SCHEMA ext;
CREATE TABLE items (id int, v ext.vector(2));
-- new
CREATE EXTENSION vector;
CREATE TABLE items (id int, v vector(2));
