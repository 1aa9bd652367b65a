"""Functions and procedures, in their parts.

`pg_get_functiondef` always writes the schema's name, so the parts that it
prints are read one by one.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS, OWN_ROUTINE, SCHEMA

ROUTINES: Final = text(f"""
SELECT p.oid, {SCHEMA}, p.proname AS name,
       (SELECT coalesce(string_agg(format_type(u.type, NULL), ', ' ORDER BY u.place), '')
        FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS u (type, place)) AS arguments,
       pg_get_function_arguments(p.oid) AS signature,
       p.prokind::text AS form,
       pg_get_function_result(p.oid) AS returns,
       l.lanname AS language,
       p.provolatile::text AS volatility,
       p.proparallel::text AS parallel,
       p.proisstrict AS strict,
       p.proleakproof AS leakproof,
       p.prosecdef AS security_definer,
       p.procost::float8 AS cost,
       p.prorows::float8 AS rows,
       coalesce(p.proconfig, '{{}}') AS settings,
       coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) AS body,
       p.prosqlbody IS NOT NULL AS sql_body,
       p.probin AS object_file,
       ARRAY(SELECT format_type(u, NULL) FROM unnest(p.protrftypes) u) AS transforms,
       CASE WHEN p.prosupport <> 0 THEN p.prosupport::text END AS support,
       d.description AS comment
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_language l ON l.oid = p.prolang
LEFT JOIN pg_description d
  ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND p.prokind <> 'a' AND {OWN_ROUTINE}
""")
