-- A table that refers to itself gets a path, a check against itself and a recursive view.
-- both ways
-- old
CREATE TABLE nodes (id int PRIMARY KEY, parent int REFERENCES nodes);
-- new
CREATE TABLE nodes (id bigint PRIMARY KEY, parent bigint REFERENCES nodes ON DELETE CASCADE, path text NOT NULL DEFAULT '', CHECK (parent <> id));
CREATE VIEW tree AS WITH RECURSIVE r AS (SELECT id, parent, 0 AS depth FROM nodes WHERE parent IS NULL UNION ALL SELECT n.id, n.parent, r.depth + 1 FROM nodes n JOIN r ON n.parent = r.id) SELECT * FROM r;
-- loses
column public.nodes.path
column public.nodes.id
column public.nodes.parent
-- rows
INSERT INTO nodes VALUES (1, NULL), (2, 1);
