-- A default by a function of an extension, before PostgreSQL had its own.
-- needs pgcrypto
-- both ways
-- loses
column public.keys.token
-- old
CREATE TABLE keys (id int PRIMARY KEY);
-- new
CREATE EXTENSION pgcrypto;
CREATE TABLE keys (id int PRIMARY KEY, token bytea NOT NULL DEFAULT gen_random_bytes(8));
-- rows
INSERT INTO keys VALUES (1), (2);
-- expect
SELECT count(DISTINCT token) FROM keys;
--> 2
