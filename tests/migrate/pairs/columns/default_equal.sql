-- Defaults written otherwise but equal are no change.
-- no change
-- old
CREATE TABLE t (a int DEFAULT 5, b timestamptz DEFAULT CURRENT_TIMESTAMP, c text DEFAULT 'x', d numeric DEFAULT '1.5', e varchar(5) DEFAULT 'x'::varchar, f bool DEFAULT 't', g double precision DEFAULT random());
-- new
CREATE TABLE t (a integer DEFAULT (5), b timestamp with time zone DEFAULT current_timestamp, c text DEFAULT 'x'::text, d decimal DEFAULT '1.5'::numeric, e character varying(5) DEFAULT ('x'), f boolean DEFAULT 't'::bool, g float8 DEFAULT pg_catalog.random());
