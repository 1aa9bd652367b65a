-- One sequence feeds two tables, and a third is new.
-- both ways
-- loses
table public.c
-- old
CREATE SEQUENCE s;
CREATE TABLE a (id bigint DEFAULT nextval('s'));
CREATE TABLE b (id bigint DEFAULT nextval('s'));
-- new
CREATE SEQUENCE s;
CREATE TABLE a (id bigint DEFAULT nextval('s'));
CREATE TABLE b (id bigint);
CREATE TABLE c (id bigint DEFAULT nextval('s'));
-- rows
INSERT INTO a VALUES (DEFAULT);
INSERT INTO b VALUES (DEFAULT);
