-- Checks written otherwise but equal are no change.
-- no change
-- old
CREATE TABLE t (a int, b text, CONSTRAINT x CHECK (a > 0 AND b IN ('x', 'y')), CONSTRAINT y CHECK (a BETWEEN 1 AND 5));
-- new
CREATE TABLE t (a int, b text, CONSTRAINT x CHECK ((a > 0) AND (b = ANY (ARRAY['x'::text, 'y'::text]))), CONSTRAINT y CHECK (a >= 1 AND a <= 5));
