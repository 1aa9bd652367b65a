-- Objects that bear the names which a tool may choose for its helpers.
-- old
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TYPE mood_old AS ENUM ('x');
CREATE TABLE t (id int, m mood);
CREATE TABLE t_old (id int);
CREATE TABLE t_new (id int);
-- new
CREATE TYPE mood AS ENUM ('a', 'c');
CREATE TYPE mood_old AS ENUM ('x');
CREATE TABLE t (id int, m mood);
CREATE TABLE t_old (id int);
CREATE TABLE t_new (id int);
-- loses
type public.mood
-- rows
INSERT INTO t VALUES (1, 'a'), (2, 'c');
-- expect
SELECT m FROM t ORDER BY id;
--> a
--> c
