-- A range type of another subtype; nothing uses it.
-- both ways
-- old
CREATE TYPE r AS RANGE (subtype = int4);
-- new
CREATE TYPE r AS RANGE (subtype = int8);
