-- Changes to columns whose names need quotes.
-- old
CREATE TABLE "My Table" ("Col A" int, "Col B" varchar(5), "user" text);
CREATE INDEX "My Index" ON "My Table" ("Col A");
-- new
CREATE TABLE "My Table" ("Col A" bigint NOT NULL, "Col B" text DEFAULT 'x"y', "user" text UNIQUE);
CREATE INDEX "My Index" ON "My Table" ("Col A" DESC);
-- rows
INSERT INTO "My Table" VALUES (1, 'abc', 'u');
