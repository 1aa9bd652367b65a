-- The owner gives up rights of its own.
-- both ways
-- old
CREATE TABLE t (id int);
-- new
CREATE TABLE t (id int);
REVOKE DELETE, TRUNCATE ON t FROM CURRENT_USER;
