-- A composite type of which columns hold arrays gets an attribute, and another type for one.
-- both ways
-- old
CREATE TYPE street_line AS (street text, zip int);
CREATE TABLE t (id int, one street_line, many street_line[], more street_line[]);
-- new
CREATE TYPE street_line AS (street text, zip text, city text);
CREATE TABLE t (id int, one street_line, many street_line[], more street_line[]);
-- rows
INSERT INTO t VALUES (1, '(a,5)', ARRAY[ROW('b "x"', 6), ROW(NULL, 7), NULL]::street_line[], '{}');
INSERT INTO t VALUES (2, NULL, NULL, ARRAY[ARRAY[ROW('c', 8)], ARRAY[ROW('d', NULL)]]::street_line[]);
-- expect
SELECT id, (one).zip, many[1], many[2], many[3] IS NULL, many IS NULL FROM t ORDER BY id;
--> 1 | 5 | ("b ""x""",6,) | (,7,) | t | f
--> 2 | NULL | NULL | NULL | t | t
SELECT more FROM t ORDER BY id;
--> {}
--> {{"(c,8,)"},{"(d,,)"}}
