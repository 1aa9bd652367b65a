-- An exclusion constraint that mixes a scalar and a range.
-- needs btree_gist
-- both ways
-- both
CREATE EXTENSION btree_gist;
-- old
CREATE TABLE bookings (room int, during tstzrange);
-- new
CREATE TABLE bookings (room int, during tstzrange, EXCLUDE USING gist (room WITH =, during WITH &&));
-- rows
INSERT INTO bookings VALUES (1, '[2026-01-01,2026-01-02)'), (1, '[2026-01-02,2026-01-03)');
