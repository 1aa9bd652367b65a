-- Both ends of a foreign key become a type that does not compare with the old one.
-- old
CREATE TABLE p (id text PRIMARY KEY);
CREATE TABLE c (id int PRIMARY KEY, p text REFERENCES p);
-- new
CREATE TABLE p (id uuid PRIMARY KEY);
CREATE TABLE c (id int PRIMARY KEY, p uuid REFERENCES p);
-- loses
column public.p.id
column public.c.p
-- rows
INSERT INTO p VALUES ('11111111-2222-3333-4444-555555555555');
INSERT INTO c VALUES (1, '11111111-2222-3333-4444-555555555555');
