"""Rules, policies and event triggers."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import (
    IN_SCHEMAS,
    NOT_LEFT_OUT,
    OWN_RELATION,
    SCHEMA,
    routine_named,
)

# The pretty form leaves the table's schema out where search_path finds the table.
RULES: Final = text(f"""
SELECT r.oid, {SCHEMA}, c.relname AS table, r.rulename AS name,
       CASE WHEN c.relkind = 'v' THEN 'view' ELSE 'table' END AS relation,
       pg_get_ruledef(r.oid, true) AS definition,
       r.ev_enabled::text AS enabled,
       d.description AS comment
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d
  ON d.classoid = 'pg_rewrite'::regclass AND d.objoid = r.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND c.relkind IN ('r', 'p', 'v') AND r.rulename <> '_RETURN'
  AND {NOT_LEFT_OUT} AND {OWN_RELATION}
""")

POLICIES: Final = text(f"""
SELECT p.oid, {SCHEMA}, c.relname AS table, p.polname AS name,
       p.polpermissive AS permissive,
       CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                     WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
       ARRAY(SELECT coalesce(quote_ident(r.rolname), 'PUBLIC') COLLATE "C"
             FROM unnest(p.polroles) u LEFT JOIN pg_roles r ON r.oid = u ORDER BY 1) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS using,
       pg_get_expr(p.polwithcheck, p.polrelid) AS check,
       d.description AS comment
FROM pg_policy p
JOIN pg_class c ON c.oid = p.polrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d
  ON d.classoid = 'pg_policy'::regclass AND d.objoid = p.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND {NOT_LEFT_OUT} AND {OWN_RELATION}
""")

# An event trigger is in no schema; it is read with its function.
EVENT_TRIGGERS: Final = text(f"""
SELECT e.oid, '' AS schema, e.evtname AS name, e.evtevent AS event,
       coalesce(e.evttags, '{{}}') AS tags,
       {routine_named("e.evtfoid")} AS function,
       e.evtenabled::text AS enabled,
       d.description AS comment
FROM pg_event_trigger e
JOIN pg_proc p ON p.oid = e.evtfoid
JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_description d
  ON d.classoid = 'pg_event_trigger'::regclass AND d.objoid = e.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS}
  AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = 'pg_event_trigger'::regclass
                  AND x.objid = e.oid AND x.deptype = 'e')
""")
