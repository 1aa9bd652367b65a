-- Schemas whose names need quotes, one of them a reserved word.
-- both ways
-- loses
table Sales Dept.Table
table select.from
-- old
CREATE TABLE t (id int);
-- new
CREATE TABLE t (id int);
CREATE SCHEMA "Sales Dept";
CREATE TABLE "Sales Dept"."Table" ("Id" int PRIMARY KEY, "a.b" text);
CREATE SCHEMA "select";
CREATE TABLE "select"."from" ("where" int);
CREATE VIEW "select"."group" AS SELECT "where" AS "order" FROM "select"."from";
