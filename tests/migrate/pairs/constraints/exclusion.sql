-- Exclusion constraints: added, dropped, changed, deferrable, with a condition.
-- both ways
-- old
CREATE TABLE a (r int4range);
CREATE TABLE b (r int4range, EXCLUDE USING gist (r WITH &&));
CREATE TABLE c (r int4range, x int, CONSTRAINT k EXCLUDE USING gist (r WITH &&));
-- new
CREATE TABLE a (r int4range, EXCLUDE USING gist (r WITH &&));
CREATE TABLE b (r int4range);
CREATE TABLE c (r int4range, x int, CONSTRAINT k EXCLUDE USING gist (r WITH -|-) WHERE (x > 0) DEFERRABLE INITIALLY DEFERRED);
-- rows
INSERT INTO a VALUES ('[1,3)'), ('[3,5)');
INSERT INTO c VALUES ('[1,3)', 1), ('[7,9)', 1);
