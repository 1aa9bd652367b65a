-- A table takes the name of one that goes.
-- hints
rename table:public.orders_v2=orders
-- loses
table public.orders
-- old
CREATE TABLE orders (id int PRIMARY KEY, note text);
CREATE TABLE orders_v2 (id bigint PRIMARY KEY, note text NOT NULL);
-- new
CREATE TABLE orders (id bigint PRIMARY KEY, note text NOT NULL);
-- rows
INSERT INTO orders VALUES (1, 'old');
INSERT INTO orders_v2 VALUES (2, 'new');
-- expect
SELECT id, note FROM orders;
--> 2 | new
