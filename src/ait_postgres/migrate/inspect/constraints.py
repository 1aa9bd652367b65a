"""Constraints, indexes and triggers: what hangs on a table."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

# contype 'n' (NOT NULL, a row of its own since PostgreSQL 18) is a column's not_null;
# 't' is a constraint trigger, which TRIGGERS reads. A foreign key to another schema says so:
# a schema that is on the search_path is not printed.
CONSTRAINTS: Final = text("""
SELECT c.relname AS table, k.conname AS name,
       pg_get_constraintdef(k.oid)
         || CASE WHEN r.relnamespace <> c.relnamespace
            THEN ' -- in schema ' || r.relnamespace::regnamespace::text ELSE '' END AS definition,
       d.description AS comment
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
LEFT JOIN pg_class r ON r.oid = k.confrelid
LEFT JOIN pg_description d
  ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid AND d.objsubid = 0
WHERE c.relnamespace = :schema AND k.contype IN ('p', 'u', 'c', 'f', 'x')
  AND c.relname <> ALL (:without)
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e'
                  AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
""")

# The pretty form leaves the table's schema out where search_path finds the table.
INDEXES: Final = text("""
SELECT c.relname AS name,
       pg_get_indexdef(c.oid, 0, true) AS definition,
       i.indisvalid AS valid,
       d.description AS comment
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid
LEFT JOIN pg_description d
  ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.relnamespace = :schema AND t.relname <> ALL (:without)
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e'
                  AND e.classid = 'pg_class'::regclass AND e.objid = t.oid)
  AND NOT EXISTS (SELECT FROM pg_constraint k
                  WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
""")

TRIGGERS: Final = text("""
SELECT c.relname AS table, t.tgname AS name,
       pg_get_triggerdef(t.oid, true) AS definition,
       t.tgenabled::text AS enabled,
       d.description AS comment
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
LEFT JOIN pg_description d
  ON d.classoid = 'pg_trigger'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE c.relnamespace = :schema AND NOT t.tgisinternal
  AND c.relname <> ALL (:without)
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e'
                  AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
""")
