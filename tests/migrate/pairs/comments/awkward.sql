-- Quotes, backslashes, line ends and names that need quotes.
-- both ways
-- both
CREATE TABLE "Odd ""one""" ("A b" int);
-- old
SELECT 1;
-- new
COMMENT ON TABLE "Odd ""one""" IS E'it''s a \\ back\\slash\nand a "line"; -- end';
COMMENT ON COLUMN "Odd ""one"""."A b" IS '%s %(x)s :name $1 $$';
