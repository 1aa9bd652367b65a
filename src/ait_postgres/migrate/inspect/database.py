"""Schemas and extensions."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS

# Home is there always, under whatever name. "standard public schema" is initdb's comment.
SCHEMAS: Final = text(f"""
SELECT n.oid, '' AS schema, CASE WHEN n.oid = :home THEN '' ELSE n.nspname END AS name,
       n.nspname AS called,
       CASE WHEN n.nspname <> 'public' OR d.description <> 'standard public schema'
            THEN d.description END AS comment
FROM pg_namespace n
LEFT JOIN pg_description d
  ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS}
""")

# plpgsql is in every database from the start.
EXTENSIONS: Final = text("""
SELECT x.oid, '' AS schema, x.extname AS name,
       CASE WHEN n.oid = :home THEN '' ELSE n.nspname END AS into,
       x.extversion AS version,
       CASE WHEN d.description <> v.comment THEN d.description END AS comment
FROM pg_extension x
JOIN pg_namespace n ON n.oid = x.extnamespace
LEFT JOIN pg_available_extensions v ON v.name = x.extname
LEFT JOIN pg_description d
  ON d.classoid = 'pg_extension'::regclass AND d.objoid = x.oid AND d.objsubid = 0
WHERE x.extname <> 'plpgsql'
""")
