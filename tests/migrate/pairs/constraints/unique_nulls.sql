-- Nulls that count as equal in a unique constraint.
-- since 15
-- both ways
-- old
CREATE TABLE a (x int UNIQUE);
CREATE TABLE b (x int UNIQUE NULLS NOT DISTINCT);
-- new
CREATE TABLE a (x int UNIQUE NULLS NOT DISTINCT);
CREATE TABLE b (x int UNIQUE);
-- rows
INSERT INTO a VALUES (1), (NULL);
