-- A partition goes whose table is referred to by another: it is detached first, which its rows must allow.
-- both ways
-- loses
table public.orders_old
-- loses rows
public.orders
-- old
CREATE TABLE orders (id int, year int, PRIMARY KEY (id, year)) PARTITION BY LIST (year);
CREATE TABLE orders_old PARTITION OF orders FOR VALUES IN (2001);
CREATE TABLE orders_new PARTITION OF orders FOR VALUES IN (2002);
CREATE TABLE items (id int, year int, FOREIGN KEY (id, year) REFERENCES orders (id, year));
-- new
CREATE TABLE orders (id int, year int, PRIMARY KEY (id, year)) PARTITION BY LIST (year);
CREATE TABLE orders_new PARTITION OF orders FOR VALUES IN (2002);
CREATE TABLE items (id int, year int, FOREIGN KEY (id, year) REFERENCES orders (id, year));
-- rows
INSERT INTO orders VALUES (1, 2001), (2, 2002);
INSERT INTO items VALUES (2, 2002);
