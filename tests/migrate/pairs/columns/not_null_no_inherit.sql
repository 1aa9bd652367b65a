-- A NOT NULL that children do not get.
-- since 18
-- both ways
-- old
CREATE TABLE p (a int NOT NULL);
CREATE TABLE c () INHERITS (p);
-- new
CREATE TABLE p (a int NOT NULL NO INHERIT);
CREATE TABLE c () INHERITS (p);
