-- Another order of columns is no change.
-- no change
-- old
CREATE TABLE t (a int PRIMARY KEY, b text NOT NULL, c date DEFAULT now());
-- new
CREATE TABLE t (c date DEFAULT now(), b text NOT NULL, a int PRIMARY KEY);
