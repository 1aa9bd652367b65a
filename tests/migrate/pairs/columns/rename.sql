-- A renamed column keeps its values; constraints and indexes named after it follow.
-- both ways
-- hints
rename column:public.t.mail=email
-- old
CREATE TABLE t (id int PRIMARY KEY, mail text NOT NULL UNIQUE CHECK (mail <> ''), n int);
CREATE INDEX t_mail_n_idx ON t (mail, n);
CREATE TABLE u (mail text REFERENCES t (mail));
-- new
CREATE TABLE t (id int PRIMARY KEY, email text NOT NULL UNIQUE CHECK (email <> ''), n int);
CREATE INDEX t_email_n_idx ON t (email, n);
CREATE TABLE u (mail text REFERENCES t (email));
-- rows
INSERT INTO t VALUES (1, 'a@b', 2);
INSERT INTO u VALUES ('a@b');
-- expect
SELECT email FROM t;
--> a@b
