-- A schema renamed with everything in it; what refers to it from outside follows.
-- hints
rename schema:crm=sales
-- old
CREATE SCHEMA crm;
CREATE TYPE crm.stage AS ENUM ('lead', 'won');
CREATE TABLE crm.deals (id serial PRIMARY KEY, stage crm.stage DEFAULT 'lead', title text NOT NULL);
CREATE TABLE notes (id int PRIMARY KEY, deal int REFERENCES crm.deals ON DELETE CASCADE);
CREATE VIEW won AS SELECT id, title FROM crm.deals WHERE stage = 'won';
-- new
CREATE SCHEMA sales;
CREATE TYPE sales.stage AS ENUM ('lead', 'won');
CREATE TABLE sales.deals (id serial PRIMARY KEY, stage sales.stage DEFAULT 'lead', title text NOT NULL);
CREATE TABLE notes (id int PRIMARY KEY, deal int REFERENCES sales.deals ON DELETE CASCADE);
CREATE VIEW won AS SELECT id, title FROM sales.deals WHERE stage = 'won';
-- rows
INSERT INTO crm.deals (title, stage) VALUES ('one', 'lead'), ('two', 'won');
INSERT INTO notes VALUES (1, 2);
-- expect
SELECT d.title FROM notes n JOIN sales.deals d ON d.id = n.deal;
--> two
