-- An extension that another one requires.
-- needs earthdistance
-- both ways
-- old
SELECT 1;
-- new
CREATE EXTENSION cube;
CREATE EXTENSION earthdistance;
CREATE TABLE places (id int, at earth);
CREATE INDEX places_at ON places USING gist (at);
