-- The sequence of an identity column has a name of its own.
-- both ways
-- old
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
-- new
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME numbers) PRIMARY KEY);
-- rows
INSERT INTO t VALUES (DEFAULT), (DEFAULT);
-- expect
SELECT nextval('numbers');
--> 3
