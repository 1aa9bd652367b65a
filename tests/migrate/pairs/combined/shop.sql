-- A shop grows: an enum gets values, keys are widened, a table is split off, prices become exact.
-- old
CREATE TYPE order_state AS ENUM ('new', 'paid', 'sent');
CREATE TABLE customers (id serial PRIMARY KEY, name varchar(80) NOT NULL, email varchar(80), street text, city text);
CREATE TABLE products (id serial PRIMARY KEY, title text NOT NULL, price double precision NOT NULL DEFAULT 0);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, state order_state NOT NULL DEFAULT 'new', placed timestamp NOT NULL DEFAULT now());
CREATE TABLE order_lines (order_id int REFERENCES orders, product_id int REFERENCES products, amount int NOT NULL, PRIMARY KEY (order_id, product_id));
CREATE INDEX orders_state ON orders (state);
CREATE VIEW open_orders AS SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.state <> 'sent';
-- new
CREATE TYPE order_state AS ENUM ('new', 'paid', 'packed', 'sent', 'returned');
CREATE TABLE customers (id bigserial PRIMARY KEY, name text NOT NULL, email text UNIQUE);
CREATE TABLE addresses (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers ON DELETE CASCADE, street text, city text NOT NULL);
CREATE TABLE products (id serial PRIMARY KEY, title text NOT NULL, price numeric(10, 2) NOT NULL DEFAULT 0 CHECK (price >= 0));
CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers ON DELETE RESTRICT, state order_state NOT NULL DEFAULT 'new', placed_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE order_lines (order_id bigint REFERENCES orders ON DELETE CASCADE, product_id int REFERENCES products, amount int NOT NULL CHECK (amount > 0), PRIMARY KEY (order_id, product_id));
CREATE INDEX orders_state ON orders (state, placed_at DESC);
CREATE INDEX orders_returned ON orders (id) WHERE state = 'returned';
CREATE VIEW open_orders AS SELECT o.id, c.name, c.email FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.state < 'sent';
-- hints
rename column:public.orders.placed=placed_at
-- loses
column public.customers.street
column public.customers.city
column public.products.price
-- rows
INSERT INTO customers (name, email, street, city) VALUES ('ada', 'a@b', 's', 'c');
INSERT INTO products (title, price) VALUES ('pen', 1.5);
INSERT INTO orders (customer_id, placed) VALUES (1, '2026-01-02 03:04:05');
INSERT INTO order_lines VALUES (1, 1, 2);
-- expect
SELECT p.price, o.placed_at AT TIME ZONE 'UTC' FROM order_lines JOIN orders o ON o.id = order_id JOIN products p ON p.id = product_id;
--> 1.50 | 2026-01-02 03:04:05
SELECT id, name, email FROM open_orders;
--> 1 | ada | a@b
