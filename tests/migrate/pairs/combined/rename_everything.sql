-- Table, column, enum, value, index and schema renamed at once, and some changed too.
-- hints
rename schema:crm=sales
rename table:crm.deals=contracts
rename column:crm.deals.st=state
rename type:crm.stage=phase
rename enum_value:crm.stage.won=signed
rename index:crm.deals_by_state=contracts_by_state
-- old
CREATE SCHEMA crm;
CREATE TYPE crm.stage AS ENUM ('lead', 'won');
CREATE TABLE crm.deals (id serial PRIMARY KEY, st crm.stage NOT NULL DEFAULT 'lead', sum int CHECK (sum > 0));
CREATE INDEX deals_by_state ON crm.deals (st);
CREATE VIEW crm.won AS SELECT id, sum FROM crm.deals WHERE st = 'won';
-- new
CREATE SCHEMA sales;
CREATE TYPE sales.phase AS ENUM ('lead', 'offer', 'signed');
CREATE TABLE sales.contracts (id serial PRIMARY KEY, state sales.phase NOT NULL DEFAULT 'lead', sum bigint CHECK (sum > 0));
CREATE INDEX contracts_by_state ON sales.contracts (state);
CREATE VIEW sales.won AS SELECT id, sum FROM sales.contracts WHERE state = 'signed';
-- rows
INSERT INTO crm.deals (st, sum) VALUES ('won', 5);
-- expect
SELECT id, sum FROM sales.won;
--> 1 | 5
