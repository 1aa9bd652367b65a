"""Schemas and extensions."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS

# Home is there always, under whatever name. "standard public schema" is initdb's comment.
SCHEMAS: Final = text(f"""
SELECT n.oid, '' AS schema, CASE WHEN n.oid = :home THEN '' ELSE n.nspname END AS name,
       CASE WHEN n.nspname <> 'public' OR d.description <> 'standard public schema'
            THEN d.description END AS comment
FROM pg_namespace n
LEFT JOIN pg_description d
  ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS}
""")

# plpgsql is in every database from the start. An extension's comment is the server's, unless
# changed; where it was taken away, it is empty.
EXTENSIONS: Final = text("""
SELECT x.oid, '' AS schema, x.extname AS name,
       CASE WHEN n.oid = :home THEN '' ELSE n.nspname END AS into,
       x.extversion AS version, v.default_version AS usual_version,
       x.extrelocatable AS relocatable, v.comment AS usual_comment,
       CASE WHEN d.description IS DISTINCT FROM v.comment
            THEN coalesce(d.description, '') END AS comment
FROM pg_extension x
JOIN pg_namespace n ON n.oid = x.extnamespace
LEFT JOIN pg_available_extensions v ON v.name = x.extname
LEFT JOIN pg_description d
  ON d.classoid = 'pg_extension'::regclass AND d.objoid = x.oid AND d.objsubid = 0
WHERE x.extname <> 'plpgsql'
""")
