-- Procedures: body, arguments, security, comment.
-- both ways
-- old
CREATE PROCEDURE p(a int) LANGUAGE plpgsql AS 'BEGIN END';
CREATE PROCEDURE q(a int) LANGUAGE sql AS 'SELECT 1';
-- new
CREATE PROCEDURE p(a int, INOUT b int DEFAULT 1) LANGUAGE plpgsql AS 'BEGIN b := a; END';
CREATE PROCEDURE q(a int) LANGUAGE sql SECURITY DEFINER AS 'SELECT 2';
COMMENT ON PROCEDURE q(int) IS 'two';
