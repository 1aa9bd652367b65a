-- A table with everything that fits into CREATE TABLE.
-- both ways
-- loses
table public.orders
-- old
CREATE TABLE people (id bigint PRIMARY KEY);
-- new
CREATE TABLE people (id bigint PRIMARY KEY);
CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person bigint NOT NULL REFERENCES people ON DELETE CASCADE,
    total numeric(10, 2) NOT NULL DEFAULT 0 CHECK (total >= 0),
    placed_at timestamptz NOT NULL DEFAULT now(),
    tags text[] NOT NULL DEFAULT '{}',
    body jsonb NOT NULL DEFAULT '{}'::jsonb,
    code char(4) UNIQUE
);
CREATE INDEX orders_person ON orders (person, placed_at DESC);
COMMENT ON TABLE orders IS 'what was bought';
COMMENT ON COLUMN orders.total IS 'with tax';
-- rows
INSERT INTO people VALUES (1);
