-- Bounds that leave out where a sequence stands: it moves to the nearest one, or starts again.
-- both ways
-- old
CREATE SEQUENCE a;
CREATE SEQUENCE b;
CREATE SEQUENCE c;
CREATE SEQUENCE d;
-- new
CREATE SEQUENCE a MINVALUE 100;
CREATE SEQUENCE b MAXVALUE 2 CYCLE;
CREATE SEQUENCE c INCREMENT -1;
CREATE SEQUENCE d MINVALUE 2;
-- rows
SELECT nextval('b'), nextval('b'), nextval('b'), nextval('d'), nextval('d'), nextval('d');
-- expect
SELECT nextval('a'), nextval('b'), nextval('c'), nextval('d');
--> 100 | 1 | -1 | 4
