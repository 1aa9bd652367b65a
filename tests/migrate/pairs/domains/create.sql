-- Domains with every clause, one on top of another, and columns of them.
-- both ways
-- loses
column public.t.email
column public.t.short
-- old
CREATE TABLE t (id int);
-- new
CREATE DOMAIN email AS text COLLATE "C" DEFAULT 'a@b' NOT NULL CONSTRAINT has_at CHECK (VALUE ~ '@') CHECK (length(VALUE) < 100);
CREATE DOMAIN short_email AS email CHECK (length(VALUE) < 20);
CREATE TABLE t (id int, email email, short short_email DEFAULT 'c@d');
COMMENT ON DOMAIN email IS 'an address';
COMMENT ON CONSTRAINT has_at ON DOMAIN email IS 'it must';
-- rows
INSERT INTO t VALUES (1);
