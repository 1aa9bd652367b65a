-- A column takes the name of one that goes.
-- hints
rename column:public.t.email_v2=email
-- loses
column public.t.email
-- old
CREATE TABLE t (id int PRIMARY KEY, email varchar(10), email_v2 text NOT NULL);
-- new
CREATE TABLE t (id int PRIMARY KEY, email text NOT NULL);
-- rows
INSERT INTO t VALUES (1, 'old', 'new');
-- expect
SELECT email FROM t;
--> new
