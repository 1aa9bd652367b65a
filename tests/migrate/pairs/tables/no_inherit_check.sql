-- A check that children do not get.
-- both ways
-- old
CREATE TABLE parents (id int, CONSTRAINT positive CHECK (id > 0));
CREATE TABLE children () INHERITS (parents);
-- new
CREATE TABLE parents (id int, CONSTRAINT positive CHECK (id > 0) NO INHERIT);
CREATE TABLE children () INHERITS (parents);
