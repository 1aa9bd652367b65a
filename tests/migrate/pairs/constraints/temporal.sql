-- Keys without overlaps and foreign keys over periods.
-- since 18
-- needs btree_gist
-- both ways
-- both
CREATE EXTENSION btree_gist;
-- old
CREATE TABLE p (id int, during daterange);
CREATE TABLE c (p int, during daterange);
-- new
CREATE TABLE p (id int, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE c (p int, during daterange, CONSTRAINT fk FOREIGN KEY (p, PERIOD during) REFERENCES p (id, PERIOD during));
