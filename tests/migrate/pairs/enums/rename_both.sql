-- The type and one of its values renamed at once.
-- hints
rename type:public.mood=feeling
rename enum_value:public.mood.b=bee
-- old
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (m mood DEFAULT 'b');
-- new
CREATE TYPE feeling AS ENUM ('a', 'bee');
CREATE TABLE t (m feeling DEFAULT 'bee');
-- rows
INSERT INTO t VALUES ('b');
-- expect
SELECT m FROM t;
--> bee
