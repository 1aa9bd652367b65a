"""Constraints, indexes and triggers: what hangs on a table."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS, NOT_LEFT_OUT, OWN_RELATION, SCHEMA

# contype 'n' (NOT NULL, a row of its own since PostgreSQL 18) is a column's not_null;
# 't' is a constraint trigger, which TRIGGERS reads. What a child only inherits comes and goes
# with its parent's: checks have conislocal false; a partition's foreign key has conparentid.
CONSTRAINTS: Final = text(f"""
SELECT k.oid, {SCHEMA}, c.relname AS table, k.conname AS name,
       k.contype::text AS form,
       pg_get_constraintdef(k.oid) AS definition,
       CASE WHEN k.confrelid <> 0 THEN k.confrelid::regclass::text END AS references,
       ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u (number, place)
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
             ORDER BY u.place) AS columns,
       ARRAY(SELECT o FROM unnest(x.reloptions) o ORDER BY o) AS index_options,
       coalesce(i.indisclustered, false) AS clustered,
       d.description AS comment
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class x ON x.oid = k.conindid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_index i ON i.indexrelid = x.oid
LEFT JOIN pg_description d
  ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND k.contype IN ('p', 'u', 'c', 'f', 'x')
  AND (k.conislocal OR k.contype IN ('p', 'u', 'x'))
  AND NOT (k.contype = 'f' AND k.conparentid <> 0)
  AND {NOT_LEFT_OUT} AND {OWN_RELATION}
""")

# The pretty form leaves the table's schema out where search_path finds the table.
INDEXES: Final = text(f"""
SELECT x.oid, {SCHEMA}, x.relname AS name, c.relname AS table, c.relkind = 'm' AS on_view,
       i.indisunique AS unique,
       substr(pg_get_indexdef(x.oid, 0, true),
              length('CREATE INDEX  ' || CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END
                     || quote_ident(x.relname)) + 1) AS definition,
       i.indisvalid AS valid,
       EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = x.oid) AS attached,
       i.indisclustered AS clustered,
       ARRAY(SELECT a.attnum || ' ' || a.attstattarget FROM pg_attribute a
             WHERE a.attrelid = x.oid AND a.attstattarget >= 0 ORDER BY a.attnum) AS statistics,
       d.description AS comment
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d
  ON d.classoid = 'pg_class'::regclass AND d.objoid = x.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND c.relkind IN ('r', 'p', 'm')
  AND {NOT_LEFT_OUT} AND {OWN_RELATION}
  AND NOT EXISTS (SELECT FROM pg_constraint k
                  WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
""")

# A partition's copy of its parent's trigger has tgparentid, and is internal before PostgreSQL 15;
# the triggers of a foreign key have the same.
TRIGGERS: Final = text(f"""
SELECT t.oid, {SCHEMA}, c.relname AS table, t.tgname AS name, c.relkind = 'v' AS on_view,
       pg_get_triggerdef(t.oid, true) AS definition,
       t.tgenabled::text AS enabled, coalesce(u.tgenabled::text, '') AS copied,
       d.description AS comment
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_trigger u ON u.oid = t.tgparentid
LEFT JOIN pg_description d
  ON d.classoid = 'pg_trigger'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS}
  AND CASE WHEN u.oid IS NULL THEN NOT t.tgisinternal
      ELSE u.tgenabled <> t.tgenabled AND t.tgconstrrelid = 0 END
  AND {NOT_LEFT_OUT} AND {OWN_RELATION}
""")
