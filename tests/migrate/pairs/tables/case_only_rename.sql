-- A rename that changes only the case of a name.
-- hints
rename table:public.Users=users
rename column:public.Users.Id=id
-- old
CREATE TABLE "Users" ("Id" int PRIMARY KEY, name text);
-- new
CREATE TABLE users (id int PRIMARY KEY, name text);
-- rows
INSERT INTO "Users" VALUES (1, 'ada');
-- expect
SELECT id, name FROM users;
--> 1 | ada
