-- None of the old values is left, and no row holds one.
-- old
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id int, m mood);
-- new
CREATE TYPE mood AS ENUM ('x', 'y');
CREATE TABLE t (id int, m mood DEFAULT 'x');
-- loses
type public.mood
-- rows
INSERT INTO t VALUES (1, NULL);
