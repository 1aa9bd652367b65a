"""Functions and procedures, in their parts.

`pg_get_functiondef` always writes the schema's name, so the parts that it
prints are read one by one.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

ROUTINES: Final = text("""
SELECT p.proname AS name,
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
       coalesce(p.proconfig, '{}') AS settings,
       coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) AS body,
       d.description AS comment
FROM pg_proc p
JOIN pg_language l ON l.oid = p.prolang
LEFT JOIN pg_description d
  ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid AND d.objsubid = 0
WHERE p.pronamespace = :schema AND p.prokind <> 'a'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e'
                  AND e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
""")
