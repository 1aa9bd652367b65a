-- Tables tied by foreign keys become logged in the order that PostgreSQL allows.
-- both ways
-- old
CREATE UNLOGGED TABLE parents (id int PRIMARY KEY);
CREATE UNLOGGED TABLE children (id int PRIMARY KEY, parent int REFERENCES parents);
CREATE UNLOGGED TABLE aunts (id int PRIMARY KEY, child int REFERENCES children);
-- new
CREATE TABLE parents (id int PRIMARY KEY);
CREATE TABLE children (id int PRIMARY KEY, parent int REFERENCES parents);
CREATE TABLE aunts (id int PRIMARY KEY, child int REFERENCES children);
-- rows
INSERT INTO parents VALUES (1);
INSERT INTO children VALUES (1, 1);
INSERT INTO aunts VALUES (1, 1);
