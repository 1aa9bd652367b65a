-- Values that look like SQL, numbers, blanks.
-- old
CREATE TYPE odd AS ENUM ('1', 'null');
CREATE TABLE t (o odd);
-- new
CREATE TYPE odd AS ENUM ('', '1', ' ', 'DEFAULT', 'null', 'a,b', 'c{d}', E'e\\f');
CREATE TABLE t (o odd, p odd[] DEFAULT ARRAY['a,b', '']::odd[]);
-- rows
INSERT INTO t VALUES ('null');
