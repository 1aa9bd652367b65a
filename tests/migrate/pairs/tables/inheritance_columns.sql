-- A child's own default, storage and NOT NULL on what it inherits, and two parents.
-- both ways
-- both
CREATE TABLE p (a int, b text DEFAULT 'p');
CREATE TABLE q (c int CHECK (c > 0));
-- old
CREATE TABLE c () INHERITS (p);
CREATE TABLE d () INHERITS (p, q);
-- new
CREATE TABLE c () INHERITS (p);
ALTER TABLE c ALTER b SET DEFAULT 'c', ALTER b SET STORAGE EXTERNAL;
CREATE TABLE d () INHERITS (p, q);
ALTER TABLE d ALTER b DROP DEFAULT, ALTER a SET NOT NULL;
-- rows
INSERT INTO c VALUES (1, 'x');
INSERT INTO d VALUES (1, 'y', 2);
