"""Enum types and sequences."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS, OWN_RELATION, OWN_TYPE, SCHEMA

ENUMS: Final = text(f"""
SELECT t.oid, {SCHEMA}, t.typname AS name,
       ARRAY(SELECT e.enumlabel::text FROM pg_enum e
             WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS values,
       d.description AS comment
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_description d
  ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND t.typtype = 'e' AND {OWN_TYPE}
""")

SEQUENCES: Final = text(f"""
SELECT c.oid, {SCHEMA}, c.relname AS name,
       format_type(s.seqtypid, NULL) AS type,
       s.seqstart AS start, s.seqincrement AS increment,
       s.seqmin AS minimum, s.seqmax AS maximum, s.seqcache AS cache, s.seqcycle AS cycle,
       o.relname AS owner_table, a.attname AS owner_column,
       coalesce(p.deptype = 'i', false) AS of_identity,
       c.relpersistence::text AS persistence,
       d.description AS comment
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend p
  ON p.classid = 'pg_class'::regclass AND p.objid = c.oid AND p.objsubid = 0
     AND p.refclassid = 'pg_class'::regclass AND p.deptype IN ('a', 'i') AND p.refobjsubid > 0
LEFT JOIN pg_class o ON o.oid = p.refobjid
LEFT JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = p.refobjsubid
LEFT JOIN pg_description d
  ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND (o.relname IS NULL OR n.oid <> :home OR o.relname <> ALL (:without))
  AND {OWN_RELATION}
""")
