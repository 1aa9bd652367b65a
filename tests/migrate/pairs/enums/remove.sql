-- A value that no row holds is taken away.
-- old
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id int, m mood);
-- new
CREATE TYPE mood AS ENUM ('a', 'c');
CREATE TABLE t (id int, m mood);
-- loses
type public.mood
-- rows
INSERT INTO t VALUES (1, 'a'), (2, 'c'), (3, NULL);
