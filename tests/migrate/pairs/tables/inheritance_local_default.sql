-- A child has a default of its own, then takes the parent's.
-- both ways
-- both
CREATE TABLE parents (id int, kind text DEFAULT 'parent');
-- old
CREATE TABLE children () INHERITS (parents);
-- new
CREATE TABLE children () INHERITS (parents);
ALTER TABLE children ALTER kind SET DEFAULT 'child';
