-- Two tables that refer to each other become partitioned, with rows that do so: these are back before the foreign keys are.
-- both ways
-- rebuilds
public.hens
public.eggs
-- both
CREATE FUNCTION counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.times = NEW.times + 1; RETURN NEW; END $$;
-- old
CREATE TABLE hens (coop text, name text, times int DEFAULT 0, UNIQUE (coop, name));
CREATE TABLE eggs (coop text, name text, CONSTRAINT eggs_key UNIQUE (coop, name));
ALTER TABLE hens ADD CONSTRAINT came_of FOREIGN KEY (coop, name) REFERENCES eggs (coop, name);
ALTER TABLE eggs ADD CONSTRAINT laid_by FOREIGN KEY (coop, name) REFERENCES hens (coop, name);
CREATE TRIGGER counted BEFORE INSERT ON hens FOR EACH ROW EXECUTE FUNCTION counted();
-- new
CREATE TABLE hens (coop text, name text, times int DEFAULT 0, UNIQUE (coop, name)) PARTITION BY LIST (coop);
CREATE TABLE hens_a PARTITION OF hens FOR VALUES IN ('a');
CREATE TABLE eggs (coop text, name text, CONSTRAINT eggs_key UNIQUE (coop, name)) PARTITION BY LIST (coop);
CREATE TABLE eggs_a PARTITION OF eggs FOR VALUES IN ('a');
ALTER TABLE hens ADD CONSTRAINT came_of FOREIGN KEY (coop, name) REFERENCES eggs (coop, name);
ALTER TABLE eggs ADD CONSTRAINT laid_by FOREIGN KEY (coop, name) REFERENCES hens (coop, name);
CREATE TRIGGER counted BEFORE INSERT ON hens FOR EACH ROW EXECUTE FUNCTION counted();
-- rows
SET session_replication_role = replica;
INSERT INTO hens VALUES ('a', 'first', 7);
INSERT INTO eggs VALUES ('a', 'first');
RESET session_replication_role;
-- expect
SELECT * FROM hens NATURAL JOIN eggs;
--> a | first | 7
