"""Enum types and sequences."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

ENUMS: Final = text("""
SELECT t.typname AS name,
       array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS values,
       d.description AS comment
FROM pg_type t
JOIN pg_enum e ON e.enumtypid = t.oid
LEFT JOIN pg_description d
  ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE t.typnamespace = :schema
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e'
                  AND e.classid = 'pg_type'::regclass AND e.objid = t.oid)
GROUP BY t.oid, t.typname, d.description
""")

SEQUENCES: Final = text("""
SELECT c.relname AS name,
       format_type(s.seqtypid, NULL) AS type,
       s.seqstart AS start, s.seqincrement AS increment,
       s.seqmin AS minimum, s.seqmax AS maximum, s.seqcache AS cache, s.seqcycle AS cycle,
       o.relname || '.' || a.attname AS owner,
       d.description AS comment
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
LEFT JOIN pg_depend p
  ON p.classid = 'pg_class'::regclass AND p.objid = c.oid AND p.objsubid = 0
     AND p.refclassid = 'pg_class'::regclass AND p.deptype IN ('a', 'i') AND p.refobjsubid > 0
LEFT JOIN pg_class o ON o.oid = p.refobjid
LEFT JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = p.refobjsubid
LEFT JOIN pg_description d
  ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.relnamespace = :schema
  AND (o.relname IS NULL OR o.relname <> ALL (:without))
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e'
                  AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
""")
