-- Values first, in the middle and last, that need quotes.
-- old
CREATE TYPE "My Mood" AS ENUM ('m', 'p');
CREATE TABLE t (m "My Mood" DEFAULT 'm');
-- new
CREATE TYPE "My Mood" AS ENUM ('a''b', 'm', 'n o', 'p', 'Z');
CREATE TABLE t (m "My Mood" DEFAULT 'm');
-- rows
INSERT INTO t VALUES ('p');
