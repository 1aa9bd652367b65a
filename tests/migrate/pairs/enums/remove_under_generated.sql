-- A value goes from an enum that a generated column has, too.
-- old
CREATE TYPE mood AS ENUM ('glad', 'sad', 'odd');
CREATE TABLE people (id int, mood mood, usual mood GENERATED ALWAYS AS (CASE WHEN id > 1 THEN 'sad'::mood ELSE mood END) STORED);
-- new
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE people (id int, mood mood, usual mood GENERATED ALWAYS AS (CASE WHEN id > 1 THEN 'sad'::mood ELSE mood END) STORED);
-- rows
INSERT INTO people VALUES (1, 'glad'), (2, 'glad');
-- expect
SELECT usual FROM people ORDER BY id;
--> glad
--> sad
