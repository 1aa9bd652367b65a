-- A table without a column gets one, and one loses its last.
-- old
CREATE TABLE a ();
CREATE TABLE b (only_one int);
-- new
CREATE TABLE a (first_one int DEFAULT 1);
CREATE TABLE b ();
-- loses
column public.b.only_one
-- rows
INSERT INTO a DEFAULT VALUES;
INSERT INTO b VALUES (1);
-- expect
SELECT first_one FROM a;
--> 1
