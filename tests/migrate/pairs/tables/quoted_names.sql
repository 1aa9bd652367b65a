-- Names that need quotes: capitals, blanks, quotes, dots, percent signs, reserved words, other scripts.
-- both ways
-- loses
table public.Order
table public.naïve таблица
-- old
CREATE TABLE plain (id int PRIMARY KEY);
-- new
CREATE TABLE plain (id int PRIMARY KEY);
CREATE TABLE "Order" (
    "Id" int PRIMARY KEY,
    "select" text NOT NULL DEFAULT 'it''s',
    "a ""b"" c" int CHECK ("a ""b"" c" > 0),
    "x.y" int UNIQUE,
    "100%" int,
    "plain" int REFERENCES plain,
    ":name" text
);
CREATE INDEX "Order by select" ON "Order" ("select", lower("select"));
CREATE TABLE "naïve таблица" ("列" int, "größe" text COLLATE "C");
CREATE VIEW "View 1" AS SELECT "Id", "100%" AS "%s" FROM "Order";
COMMENT ON COLUMN "Order"."a ""b"" c" IS 'three words';
