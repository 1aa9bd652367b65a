-- A primary key changes its columns while foreign keys refer to it.
-- old
CREATE TABLE p (id int, code text NOT NULL, CONSTRAINT p_pkey PRIMARY KEY (id));
CREATE TABLE c (p int REFERENCES p, code text);
-- new
CREATE TABLE p (id int NOT NULL UNIQUE, code text, CONSTRAINT p_pkey PRIMARY KEY (code));
CREATE TABLE c (p int, code text, CONSTRAINT c_p_fkey FOREIGN KEY (p) REFERENCES p (id), CONSTRAINT c_code_fkey FOREIGN KEY (code) REFERENCES p);
-- rows
INSERT INTO p VALUES (1, 'a');
INSERT INTO c VALUES (1, 'a');
