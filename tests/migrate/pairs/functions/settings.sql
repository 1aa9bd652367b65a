-- Settings of functions: lists of names, quoted and empty, settings of extensions, some taken away.
-- both ways
-- old
CREATE FUNCTION a() RETURNS int LANGUAGE sql SET search_path = '' AS 'SELECT 1';
CREATE FUNCTION b() RETURNS int LANGUAGE sql SET search_path = pg_catalog, "My Schema", "$user" AS 'SELECT 1';
CREATE FUNCTION c() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION d() RETURNS int LANGUAGE sql SET my.setting = 'a b' AS 'SELECT 1';
CREATE PROCEDURE e() LANGUAGE sql SET work_mem = '1MB' AS 'SELECT 1';
-- new
CREATE FUNCTION a() RETURNS int LANGUAGE sql SET search_path = public, pg_temp AS 'SELECT 1';
CREATE FUNCTION b() RETURNS int LANGUAGE sql SET search_path = "a""b", 'c''d' AS 'SELECT 1';
CREATE FUNCTION c() RETURNS int LANGUAGE sql SET datestyle = 'ISO, DMY' SET statement_timeout = 5000 SET enable_seqscan = off AS 'SELECT 1';
CREATE FUNCTION d() RETURNS int LANGUAGE sql SET my."Setting" = 'it''s' AS 'SELECT 1';
CREATE PROCEDURE e() LANGUAGE sql AS 'SELECT 1';
