-- A new table has a storage for a column, and another that is generated from it.
-- both ways
-- old
-- new
CREATE TABLE notes (said text, long int GENERATED ALWAYS AS (length(said)) STORED);
ALTER TABLE notes ALTER COLUMN said SET STORAGE EXTERNAL;
ALTER TABLE notes ALTER COLUMN said SET STATISTICS 7;
