"""Extended statistics objects."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS, SCHEMA

# A target that is not set is -1 before PostgreSQL 17, and NULL since.
STATISTICS: Final = text(f"""
SELECT s.oid, {SCHEMA}, s.stxname AS name,
       substr(pg_get_statisticsobjdef(s.oid),
              length('CREATE STATISTICS . ')
              + length(quote_ident(n.nspname) || quote_ident(s.stxname)) + 1)
         AS definition,
       nullif(s.stxstattarget, -1)::int AS target,
       d.description AS comment
FROM pg_statistic_ext s
JOIN pg_namespace n ON n.oid = s.stxnamespace
LEFT JOIN pg_description d
  ON d.classoid = 'pg_statistic_ext'::regclass AND d.objoid = s.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS}
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_statistic_ext'::regclass
                  AND e.objid = s.oid AND e.deptype = 'e')
""")
