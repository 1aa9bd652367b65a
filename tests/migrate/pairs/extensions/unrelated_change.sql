-- A change beside an extension leaves the extension alone.
-- needs hstore
-- both
CREATE EXTENSION hstore;
-- old
CREATE TABLE t (id int PRIMARY KEY, h hstore);
-- new
CREATE TABLE t (id int PRIMARY KEY, h hstore DEFAULT 'a=>1', n int);
-- rows
INSERT INTO t VALUES (1, 'x=>2');
