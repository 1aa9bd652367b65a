-- Every option of a sequence changes; it goes on counting where it was.
-- both ways
-- old
CREATE SEQUENCE s;
CREATE SEQUENCE d AS int INCREMENT -1 MINVALUE -100 MAXVALUE -1 START -1;
-- new
CREATE SEQUENCE s AS int INCREMENT 5 MINVALUE 1 MAXVALUE 10000 START 10 CACHE 7 CYCLE;
CREATE SEQUENCE d AS bigint INCREMENT 1 MINVALUE -1000 MAXVALUE 1000 START 1;
-- rows
SELECT nextval('s'), nextval('s'), nextval('s');
-- expect
SELECT last_value FROM s;
--> 3
