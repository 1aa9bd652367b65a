-- A function's enum argument gives way to text, and the enum goes.
-- old
CREATE TYPE mood AS ENUM ('a');
CREATE FUNCTION f(m mood) RETURNS mood LANGUAGE sql AS 'SELECT m';
CREATE AGGREGATE last_one(mood) (SFUNC = enum_larger, STYPE = mood);
-- new
CREATE FUNCTION f(m text) RETURNS text LANGUAGE sql AS 'SELECT m';
