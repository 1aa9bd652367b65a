"""Tables with their columns, and views."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

TABLES: Final = text("""
SELECT c.relname AS name,
       c.relkind::text || ' ' || c.relpersistence::text AS form,
       coalesce(c.reloptions, '{}') AS options,
       coalesce(pg_get_expr(c.relpartbound, c.oid), pg_get_partkeydef(c.oid)) AS partition,
       c.relrowsecurity AS row_security,
       d.description AS comment
FROM pg_class c
LEFT JOIN pg_description d
  ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.relnamespace = :schema AND c.relkind IN ('r', 'p', 'f')
  AND c.relname <> ALL (:without)
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e'
                  AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
""")

COLUMNS: Final = text("""
SELECT c.relname AS table, a.attname AS name,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN a.attcollation <> t.typcollation THEN l.collname::text END AS collation,
       a.attnotnull AS not_null,
       pg_get_expr(f.adbin, f.adrelid) AS default,
       a.attidentity::text AS identity_form,
       a.attgenerated::text AS generated,
       d.description AS comment
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_collation l ON l.oid = a.attcollation
LEFT JOIN pg_attrdef f ON f.adrelid = c.oid AND f.adnum = a.attnum
LEFT JOIN pg_description d
  ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum
WHERE c.relnamespace = :schema AND c.relkind IN ('r', 'p', 'f')
  AND c.relname <> ALL (:without)
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e'
                  AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
""")

VIEWS: Final = text("""
SELECT c.relname AS name,
       c.relkind = 'm' AS materialized,
       pg_get_viewdef(c.oid) AS definition,
       coalesce(c.reloptions, '{}') AS options,
       d.description AS comment
FROM pg_class c
LEFT JOIN pg_description d
  ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.relnamespace = :schema AND c.relkind IN ('v', 'm')
  AND c.relname <> ALL (:without)
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e'
                  AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
""")
