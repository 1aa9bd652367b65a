"""Views and materialised views."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS, NOT_LEFT_OUT, OWN_RELATION, SCHEMA

VIEWS: Final = text(f"""
SELECT c.oid, {SCHEMA}, c.relname AS name,
       pg_get_viewdef(c.oid) AS definition,
       ARRAY(SELECT quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                    || CASE WHEN a.attcollation NOT IN (0, t.typcollation)
                       THEN ' COLLATE ' || a.attcollation::regcollation::text ELSE '' END
             FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum) AS columns,
       ARRAY(SELECT o FROM unnest(c.reloptions) o ORDER BY o) AS options,
       (SELECT json_agg(json_build_array(a.attname, e.description) ORDER BY a.attnum)
        FROM pg_attribute a JOIN pg_description e
          ON e.classoid = 'pg_class'::regclass AND e.objoid = c.oid AND e.objsubid = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0) AS column_comments,
       d.description AS comment
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d
  ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND c.relkind = 'v'
  AND {NOT_LEFT_OUT} AND {OWN_RELATION}
""")

MATERIALIZED_VIEWS: Final = text(f"""
SELECT c.oid, {SCHEMA}, c.relname AS name,
       pg_get_viewdef(c.oid) AS definition,
       ARRAY(SELECT o FROM unnest(c.reloptions) o ORDER BY o) AS options,
       CASE WHEN m.amname <> 'heap' THEN m.amname::text END AS access_method,
       c.relispopulated AS populated,
       ARRAY(SELECT quote_ident(a.attname) || ' SET ' || s.setting
             FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid, LATERAL (VALUES
               (CASE WHEN a.attstorage <> t.typstorage THEN
                 CASE a.attstorage WHEN 'p' THEN 'STORAGE PLAIN' WHEN 'e' THEN 'STORAGE EXTERNAL'
                   WHEN 'm' THEN 'STORAGE MAIN' ELSE 'STORAGE EXTENDED' END END),
               (CASE a.attcompression WHEN 'p' THEN 'COMPRESSION pglz'
                                      WHEN 'l' THEN 'COMPRESSION lz4' END),
               ('STATISTICS ' || nullif(a.attstattarget, -1)),
               ('(' || array_to_string(a.attoptions, ', ') || ')')) AS s (setting)
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND s.setting IS NOT NULL
             ORDER BY a.attnum, s.setting COLLATE "C") AS column_settings,
       (SELECT json_agg(json_build_array(a.attname, e.description) ORDER BY a.attnum)
        FROM pg_attribute a JOIN pg_description e
          ON e.classoid = 'pg_class'::regclass AND e.objoid = c.oid AND e.objsubid = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0) AS column_comments,
       d.description AS comment
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_am m ON m.oid = c.relam
LEFT JOIN pg_description d
  ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND c.relkind = 'm'
  AND {NOT_LEFT_OUT} AND {OWN_RELATION}
""")
