"""Tables with their columns and defaults."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import (
    IN_SCHEMAS,
    NOT_LEFT_OUT,
    OWN_RELATION,
    SCHEMA,
)

TABLES: Final = text(f"""
SELECT c.oid, {SCHEMA}, c.relname AS name,
       c.relkind::text AS form, c.relpersistence::text AS persistence,
       ARRAY(SELECT o FROM unnest(c.reloptions) o UNION ALL
             SELECT 'toast.' || o FROM pg_class w, unnest(w.reloptions) o
             WHERE w.oid = c.reltoastrelid ORDER BY 1) AS options,
       CASE WHEN m.amname <> 'heap' THEN m.amname::text END AS access_method,
       pg_get_partkeydef(c.oid) AS partition_key,
       ARRAY(SELECT i.inhparent::regclass::text FROM pg_inherits i
             WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) AS inherits,
       pg_get_expr(c.relpartbound, c.oid) AS bound,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
       c.relrowsecurity AS row_security, c.relforcerowsecurity AS force_row_security,
       c.relreplident::text AS replica_identity,
       ARRAY(SELECT o FROM unnest(c.reloptions) o)
         || ARRAY(SELECT 'toast.' || o FROM pg_class w, unnest(w.reloptions) o
                  WHERE w.oid = c.reltoastrelid) AS options_as_given,
       d.description AS comment
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_am m ON m.oid = c.relam
LEFT JOIN pg_description d
  ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND c.relkind IN ('r', 'p')
  AND {NOT_LEFT_OUT} AND {OWN_RELATION}
""")

# attcompression is new in 14, the first that we serve; a NOT NULL constraint has been a row of
# pg_constraint (contype 'n') since 18, and is looked for everywhere: before, there is none.
# A statistics target not set is -1 before PostgreSQL 17, and NULL since.
COLUMNS: Final = text(f"""
SELECT c.oid, a.attnum AS part, {SCHEMA}, c.relname AS table, a.attname AS name,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END
         AS collation,
       a.attnotnull AS not_null,
       k.conname AS not_null_name,
       CASE WHEN NOT k.convalidated THEN ' NOT VALID' WHEN k.connoinherit THEN ' NO INHERIT'
            ELSE '' END AS not_null_form,
       a.attidentity::text AS identity_form,
       a.attgenerated::text AS generated,
       pg_get_expr(f.adbin, f.adrelid) AS expression,
       a.attinhcount > 0 AS inherited, a.attislocal AS local,
       CASE WHEN a.attstorage <> t.typstorage THEN
         CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                           WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END AS storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
       nullif(a.attstattarget, -1)::int AS statistics,
       ARRAY(SELECT o FROM unnest(a.attoptions) o ORDER BY o) AS options,
       a.attnum AS position,
       d.description AS comment
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_constraint k
  ON k.conrelid = c.oid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum]
LEFT JOIN pg_attrdef f ON f.adrelid = c.oid AND f.adnum = a.attnum AND a.attgenerated <> ''
LEFT JOIN pg_description d
  ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum
WHERE {IN_SCHEMAS} AND c.relkind IN ('r', 'p')
  AND {NOT_LEFT_OUT} AND {OWN_RELATION}
""")

DEFAULTS: Final = text(f"""
SELECT f.oid, {SCHEMA}, c.relname AS table, a.attname AS name,
       pg_get_expr(f.adbin, f.adrelid) AS expression,
       CASE WHEN c.relkind = 'v' THEN 'view' ELSE 'table' END AS relation
FROM pg_attrdef f
JOIN pg_class c ON c.oid = f.adrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = f.adnum AND a.attgenerated = ''
WHERE {IN_SCHEMAS} AND c.relkind IN ('r', 'p', 'v')
  AND {NOT_LEFT_OUT} AND {OWN_RELATION}
""")
