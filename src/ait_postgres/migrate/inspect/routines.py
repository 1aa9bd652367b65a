"""Functions, procedures and aggregates, in their parts.

`pg_get_functiondef` always writes the schema's name, so the parts that it
prints are read one by one.
"""

from __future__ import annotations

from typing import Final, LiteralString

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import (
    IN_SCHEMAS,
    OWN_ROUTINE,
    ROUTINE_SCHEMA,
    routine_named,
)

_ARGUMENTS: Final[LiteralString] = """
       (SELECT coalesce(string_agg(format_type(u.type, NULL), ', ' ORDER BY u.place), '')
        FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS u (type, place)) AS arguments"""

# The constructors of a range type are the type's.
ROUTINES: Final = text(f"""
SELECT p.oid, {ROUTINE_SCHEMA}, p.proname AS name,
       {_ARGUMENTS},
       pg_get_function_arguments(p.oid) AS signature,
       ARRAY(SELECT u.name FROM unnest(p.proargnames, p.proargmodes)
               WITH ORDINALITY AS u (name, mode, place)
             WHERE coalesce(u.mode, 'i') IN ('i', 'b', 'v') ORDER BY u.place) AS names,
       p.pronargdefaults::int AS defaults,
       ARRAY(SELECT concat(u.name, ' ', format_type(u.type, NULL))
             FROM unnest(p.proargnames, p.proallargtypes, p.proargmodes)
               WITH ORDINALITY AS u (name, type, mode, place)
             WHERE u.mode IN ('o', 'b', 't') ORDER BY u.place) AS outputs,
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
       {routine_named("p.prosupport")} AS support,
       d.description AS comment
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_language l ON l.oid = p.prolang
LEFT JOIN pg_description d
  ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND p.prokind <> 'a' AND {OWN_ROUTINE}
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass
                  AND e.objid = p.oid AND e.deptype = 'i')
""")

# As dumpAgg in pg_dump writes them: only what is not what PostgreSQL takes itself.
_OPTIONS: Final[LiteralString] = f"""
       ARRAY(SELECT CASE WHEN o.value = '' THEN o.name ELSE o.name || ' = ' || o.value END
             FROM (VALUES
         (1, 'SFUNC', {routine_named("a.aggtransfn")}),
         (2, 'STYPE', format_type(a.aggtranstype, NULL)),
         (3, 'SSPACE', nullif(a.aggtransspace, 0)::text),
         (4, 'FINALFUNC', {routine_named("a.aggfinalfn")}),
         (5, 'FINALFUNC_EXTRA', CASE WHEN a.aggfinalextra THEN '' END),
         (6, 'FINALFUNC_MODIFY', CASE WHEN a.aggfinalfn <> 0
            AND a.aggfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r'::"char" ELSE 'w' END
            THEN CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE'
                                       ELSE 'READ_WRITE' END END),
         (7, 'COMBINEFUNC', {routine_named("a.aggcombinefn")}),
         (8, 'SERIALFUNC', {routine_named("a.aggserialfn")}),
         (9, 'DESERIALFUNC', {routine_named("a.aggdeserialfn")}),
         (10, 'INITCOND', quote_literal(a.agginitval)),
         (11, 'MSFUNC', {routine_named("a.aggmtransfn")}),
         (12, 'MINVFUNC', {routine_named("a.aggminvtransfn")}),
         (13, 'MSTYPE', CASE WHEN a.aggmtranstype <> 0
            THEN format_type(a.aggmtranstype, NULL) END),
         (14, 'MSSPACE', nullif(a.aggmtransspace, 0)::text),
         (15, 'MFINALFUNC', {routine_named("a.aggmfinalfn")}),
         (16, 'MFINALFUNC_EXTRA', CASE WHEN a.aggmfinalextra THEN '' END),
         (17, 'MFINALFUNC_MODIFY', CASE WHEN a.aggmfinalfn <> 0
            AND a.aggmfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r'::"char" ELSE 'w' END
            THEN CASE a.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE'
                                        ELSE 'READ_WRITE' END END),
         (18, 'MINITCOND', quote_literal(a.aggminitval)),
         (19, 'SORTOP', (SELECT 'OPERATOR(' || CASE WHEN q.oid = :home THEN ''
                                ELSE quote_ident(q.nspname) || '.' END || r.oprname || ')'
                         FROM pg_operator r JOIN pg_namespace q ON q.oid = r.oprnamespace
                         WHERE r.oid = a.aggsortop)),
         (20, 'PARALLEL', CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END),
         (21, 'HYPOTHETICAL', CASE WHEN a.aggkind = 'h' THEN '' END)
       ) AS o (place, name, value) WHERE o.value IS NOT NULL ORDER BY o.place) AS options"""

AGGREGATES: Final = text(f"""
SELECT p.oid, {ROUTINE_SCHEMA}, p.proname AS name,
       {_ARGUMENTS},
       coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*') AS signature,
       pg_get_function_result(p.oid) AS returns,
       {_OPTIONS},
       d.description AS comment
FROM pg_aggregate a
JOIN pg_proc p ON p.oid = a.aggfnoid
JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_description d
  ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid AND d.objsubid = 0
WHERE {IN_SCHEMAS} AND {OWN_ROUTINE}
""")
