-- A table begins to inherit, another stops.
-- both
CREATE TABLE parents (id int NOT NULL, name text CHECK (name <> ''));
-- old
CREATE TABLE a (id int NOT NULL, name text, extra int, CONSTRAINT parents_name_check CHECK (name <> ''));
CREATE TABLE b (more int) INHERITS (parents);
-- new
CREATE TABLE a (id int NOT NULL, name text, extra int, CONSTRAINT parents_name_check CHECK (name <> '')) INHERITS (parents);
CREATE TABLE b (id int NOT NULL, name text, more int, CONSTRAINT parents_name_check CHECK (name <> ''));
-- rows
INSERT INTO a VALUES (1, 'x', 2);
INSERT INTO b VALUES (2, 'y', 3);
