-- An extension in a schema of its own.
-- needs vector
-- both ways
-- loses
column public.items.v
-- old
CREATE TABLE items (id int PRIMARY KEY);
-- new
CREATE SCHEMA extensions;
CREATE EXTENSION vector WITH SCHEMA extensions;
CREATE TABLE items (id int PRIMARY KEY, v extensions.vector(2));
