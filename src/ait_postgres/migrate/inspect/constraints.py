"""Constraints, indexes and triggers: what hangs on a table."""

from __future__ import annotations

from typing import Final, LiteralString

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS, NOT_LEFT_OUT, OWN_RELATION, SCHEMA

_INDEX_COLUMNS: Final[LiteralString] = """ARRAY(SELECT a.attname::text FROM pg_attribute a
             WHERE a.attrelid = x.oid ORDER BY a.attnum) AS index_columns"""

# The index of the parent table that an index is a part of.
_ATTACHED_TO: Final[LiteralString] = """(SELECT h.inhparent::regclass::text FROM pg_inherits h
             WHERE h.inhrelid = x.oid) AS attached_to"""

# contype 'n' (NOT NULL, a row of its own since PostgreSQL 18) is a column's not_null;
# 't' is a constraint trigger, which TRIGGERS reads. A foreign key has further rows of the same
# table for the partitions of the table it references.
CONSTRAINTS: Final = text(f"""
SELECT k.oid, {SCHEMA}, c.relname AS table, k.conname AS name,
       k.contype::text AS form,
       pg_get_constraintdef(k.oid) AS definition,
       CASE WHEN k.confrelid <> 0 THEN k.confrelid::regclass::text END AS references,
       ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u (number, place)
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
             ORDER BY u.place) AS columns,
       k.coninhcount > 0 AS inherited, k.conislocal AS local, {_ATTACHED_TO},
       ARRAY(SELECT o FROM unnest(x.reloptions) o ORDER BY o) AS index_options,
       coalesce(i.indisclustered, false) AS clustered,
       coalesce(i.indisreplident, false) AS replica_identity,
       coalesce(i.indisvalid, true) AS index_valid, {_INDEX_COLUMNS},
       d.description AS comment
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class x ON x.oid = k.conindid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_index i ON i.indexrelid = x.oid
LEFT JOIN pg_description d
  ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND k.contype IN ('p', 'u', 'c', 'f', 'x')
  AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.oid = k.conparentid
                  AND o.conrelid = k.conrelid)
  AND {NOT_LEFT_OUT} AND {OWN_RELATION}
""")

# As pg_get_indexdef prints storage parameters (flatten_reloptions).
_WITH: Final[LiteralString] = """coalesce((
    SELECT ' WITH (' || string_agg(quote_ident(o.name) || '=' || CASE
             WHEN quote_ident(o.value) = o.value THEN o.value ELSE quote_literal(o.value) END,
             ', ' ORDER BY o.place) || ')'
    FROM (SELECT u.place, split_part(u.text, '=', 1) AS name,
                 substr(u.text, strpos(u.text, '=') + 1) AS value
          FROM unnest(x.reloptions) WITH ORDINALITY AS u (text, place)) o), '')"""

# The pretty form leaves the table's schema out where search_path finds the table.
INDEXES: Final = text(f"""
SELECT x.oid, {SCHEMA}, x.relname AS name, c.relname AS table, c.relkind = 'm' AS on_view,
       i.indisunique AS unique, s.definition,
       coalesce(replace(s.definition, nullif({_WITH}, ''), ''), s.definition) AS shape,
       ARRAY(SELECT o FROM unnest(x.reloptions) o ORDER BY o) AS options,
       i.indisvalid AS valid, {_ATTACHED_TO},
       i.indisclustered AS clustered, i.indisreplident AS replica_identity,
       ARRAY(SELECT a.attnum || '=' || a.attstattarget FROM pg_attribute a
             WHERE a.attrelid = x.oid AND a.attstattarget >= 0 ORDER BY a.attnum) AS statistics,
       {_INDEX_COLUMNS},
       d.description AS comment
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
  SELECT substr(pg_get_indexdef(x.oid, 0, true),
                length('CREATE INDEX  ' || CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END
                       || quote_ident(x.relname)) + 1) AS definition) s
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
