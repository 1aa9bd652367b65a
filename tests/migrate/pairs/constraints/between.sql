-- BETWEEN beside other conditions: PostgreSQL prints it in brackets at first and without when that is read again.
-- both ways
-- old
-- new
CREATE TABLE goods (price int, kind text, CONSTRAINT fair CHECK (price BETWEEN 0 AND 10 AND kind <> 'x OR ((y'));
ALTER TABLE goods ADD COLUMN cheap boolean GENERATED ALWAYS AS (CASE WHEN price BETWEEN 1 AND 2 AND price > 0 THEN true END) STORED;
CREATE VIEW dear AS SELECT price, price BETWEEN 1 AND 2 AND true AS yes FROM goods WHERE price BETWEEN 8 AND 9 AND kind <> '' GROUP BY price HAVING count(*) BETWEEN 1 AND 2 AND price > 0;
ALTER TABLE goods ENABLE ROW LEVEL SECURITY;
CREATE POLICY dear ON goods USING (price BETWEEN 8 AND 9 AND kind <> '') WITH CHECK (price BETWEEN 8 AND 9 AND kind <> '' AND true);
CREATE FUNCTION is_fair(price int, loud boolean DEFAULT (1 BETWEEN 0 AND 2 AND true)) RETURNS boolean LANGUAGE sql RETURN price BETWEEN 0 AND 10 AND loud;
CREATE DOMAIN fair AS int CHECK (VALUE BETWEEN 0 AND 10 AND VALUE <> 5);
