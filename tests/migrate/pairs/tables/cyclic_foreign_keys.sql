-- Two new tables that refer to each other, and one that refers to itself.
-- both ways
-- loses
table public.people
table public.teams
-- old
CREATE TABLE base (id int);
-- new
CREATE TABLE base (id int);
CREATE TABLE teams (id int PRIMARY KEY, lead int);
CREATE TABLE people (id int PRIMARY KEY, team int NOT NULL REFERENCES teams, boss int REFERENCES people);
ALTER TABLE teams ADD CONSTRAINT teams_lead_fkey FOREIGN KEY (lead) REFERENCES people DEFERRABLE INITIALLY DEFERRED;
