-- Compression of columns.
-- both ways
-- old
CREATE TABLE t (a text, b text COMPRESSION pglz);
-- new
CREATE TABLE t (a text COMPRESSION pglz, b text);
