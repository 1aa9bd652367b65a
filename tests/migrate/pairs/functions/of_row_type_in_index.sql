-- A function takes a table's rows, and an index of that table calls it: all go; the table is partitioned and the function stays.
-- both ways
-- loses
table public.gone
-- rebuilds
public.kept
-- old
CREATE TABLE gone (id int PRIMARY KEY, said text);
CREATE FUNCTION length_of(one gone) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT length(one.said) $$;
ALTER TABLE gone ADD CONSTRAINT not_long CHECK (length_of(gone) < 9);
CREATE INDEX by_length ON gone (length_of(gone));
CREATE TABLE kept (id int, said text);
CREATE FUNCTION length_of(one kept) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT length(one.said) $$;
CREATE INDEX kept_by_length ON kept (length_of(kept));
-- new
CREATE TABLE kept (id int, said text) PARTITION BY RANGE (id);
CREATE TABLE kept_all PARTITION OF kept DEFAULT;
CREATE FUNCTION length_of(one kept) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT length(one.said) $$;
-- rows
INSERT INTO gone VALUES (1, 'x');
INSERT INTO kept VALUES (1, 'y'), (2, 'z');
-- expect
SELECT length_of(k) FROM kept k;
--> 1
--> 1
