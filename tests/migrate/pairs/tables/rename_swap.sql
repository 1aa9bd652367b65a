-- Two tables exchange their names.
-- hints
rename table:public.a=b
rename table:public.b=a
-- old
CREATE TABLE a (id int, one text);
CREATE TABLE b (id int, two text);
-- new
CREATE TABLE b (id int, one text);
CREATE TABLE a (id int, two text);
-- rows
INSERT INTO a VALUES (1, 'first');
INSERT INTO b VALUES (2, 'second');
-- expect
SELECT id, one FROM b;
--> 1 | first
SELECT id, two FROM a;
--> 2 | second
