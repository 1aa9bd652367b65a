"""Enums, domains, composite and range types, and sequences."""

from __future__ import annotations

from typing import Final, LiteralString

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import (
    IN_SCHEMAS,
    OWN_RELATION,
    OWN_TYPE,
    SCHEMA,
    TYPE_SCHEMA,
    name_of,
    routine_named,
)

ENUMS: Final = text(f"""
SELECT t.oid, {TYPE_SCHEMA}, t.typname AS name,
       ARRAY(SELECT e.enumlabel::text FROM pg_enum e
             WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS values,
       d.description AS comment
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_description d
  ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND t.typtype = 'e' AND {OWN_TYPE}
""")

# The constraint of NOT NULL is a row of pg_constraint (contype 'n') since PostgreSQL 17.
DOMAINS: Final = text(f"""
SELECT t.oid, {TYPE_SCHEMA}, t.typname AS name,
       format_type(t.typbasetype, t.typtypmod) AS type,
       CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation::regcollation::text END
         AS collation,
       t.typnotnull AS not_null,
       CASE WHEN k.conname <> t.typname || '_not_null' THEN k.conname END AS not_null_constraint,
       d.description AS comment
FROM pg_type t
JOIN pg_type b ON b.oid = t.typbasetype
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_constraint k ON k.contypid = t.oid AND k.contype = 'n'
LEFT JOIN pg_description d
  ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND t.typtype = 'd' AND {OWN_TYPE}
""")

DOMAIN_CONSTRAINTS: Final = text(f"""
SELECT k.oid, {TYPE_SCHEMA}, t.typname AS domain, k.conname AS name,
       pg_get_constraintdef(k.oid) AS definition,
       d.description AS comment
FROM pg_constraint k
JOIN pg_type t ON t.oid = k.contypid
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_description d
  ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND k.contype = 'c' AND {OWN_TYPE}
""")

# A domain has one row for itself and its default; the default is part 1 of it
# (see dependencies.py).
DOMAIN_DEFAULTS: Final = text(f"""
SELECT t.oid, 1 AS part, {TYPE_SCHEMA}, t.typname AS table, '' AS name,
       pg_get_expr(t.typdefaultbin, 'pg_type'::regclass) AS expression,
       'domain' AS relation
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE {IN_SCHEMAS} AND t.typtype = 'd' AND t.typdefaultbin IS NOT NULL AND {OWN_TYPE}
""")

# COMMENT ON TYPE goes to pg_type, everything else is told of the type's row of pg_class.
COMPOSITES: Final = text(f"""
SELECT c.oid, {TYPE_SCHEMA}, c.relname AS name,
       ARRAY(SELECT a.attname::text FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum) AS attributes,
       d.description AS comment
FROM pg_class c
JOIN pg_type t ON t.oid = c.reltype
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d
  ON d.classoid = 'pg_type'::regclass AND d.objoid = c.reltype AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND c.relkind = 'c' AND {OWN_RELATION}
""")

ATTRIBUTES: Final = text(f"""
SELECT c.oid, a.attnum AS part, {TYPE_SCHEMA}, c.relname AS composite, a.attname AS name,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN a.attcollation <> b.typcollation THEN a.attcollation::regcollation::text END
         AS collation,
       a.attnum AS position,
       d.description AS comment
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = c.reltype
JOIN pg_type b ON b.oid = a.atttypid
LEFT JOIN pg_description d
  ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum
WHERE {IN_SCHEMAS} AND c.relkind = 'c' AND {OWN_RELATION}
""")

# makeMultirangeTypeName (src/backend/catalog/pg_type.c), but for names cut at 63 bytes.
_MULTIRANGE: Final[LiteralString] = """CASE WHEN strpos(t.typname, 'range') > 0
    THEN overlay(t.typname PLACING 'multirange' FROM strpos(t.typname, 'range') FOR 5)
    ELSE t.typname || '_multirange' END"""

# The options that pg_dump writes (dumpRangeType), but for those that are the subtype's own.
RANGES: Final = text(f"""
SELECT t.oid, {TYPE_SCHEMA}, t.typname AS name,
       format_type(r.rngsubtype, NULL) AS subtype, m.typname AS multirange,
       ARRAY(SELECT o.name || ' = ' || o.value FROM (VALUES
         (1, 'subtype', format_type(r.rngsubtype, NULL)),
         (2, 'subtype_opclass', CASE WHEN NOT p.opcdefault
            THEN {name_of("p.opcname", "p.opcnamespace")} END),
         (3, 'collation', CASE WHEN r.rngcollation <> s.typcollation
            THEN r.rngcollation::regcollation::text END),
         (4, 'canonical', {routine_named("r.rngcanonical")}),
         (5, 'subtype_diff', {routine_named("r.rngsubdiff")}),
         (6, 'multirange_type_name', CASE WHEN m.typname <> {_MULTIRANGE}
            THEN {name_of("m.typname", "m.typnamespace")} END)
       ) AS o (place, name, value) WHERE o.value IS NOT NULL ORDER BY o.place) AS options,
       d.description AS comment
FROM pg_range r
JOIN pg_type t ON t.oid = r.rngtypid
JOIN pg_type s ON s.oid = r.rngsubtype
JOIN pg_type m ON m.oid = r.rngmultitypid
JOIN pg_opclass p ON p.oid = r.rngsubopc
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_description d
  ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND {OWN_TYPE}
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
