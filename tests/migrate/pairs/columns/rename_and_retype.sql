-- A column renamed, widened and given a default at once.
-- hints
rename column:public.t.n=amount
-- old
CREATE TABLE t (id int PRIMARY KEY, n int CHECK (n > 0));
-- new
CREATE TABLE t (id int PRIMARY KEY, amount numeric(12, 2) NOT NULL DEFAULT 1 CHECK (amount > 0));
-- rows
INSERT INTO t VALUES (1, 5);
-- expect
SELECT amount FROM t;
--> 5.00
