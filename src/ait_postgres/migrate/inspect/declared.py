"""Objects that are one statement, written here in the words of CREATE."""

from __future__ import annotations

from typing import Final, LiteralString

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS, SCHEMA, name_of, routine_named


def own(catalogue: LiteralString, oid: LiteralString = "x.oid") -> LiteralString:
    """Made by a person: not by initdb, nor by an extension."""
    return f"""{oid} >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e
    WHERE e.classid = '{catalogue}'::regclass AND e.objid = {oid} AND e.deptype = 'e')"""


def comment(catalogue: LiteralString, oid: LiteralString = "x.oid") -> LiteralString:
    """The comment on an object."""
    return f"obj_description({oid}, '{catalogue}') AS comment"


# What PostgreSQL calls the locale moved from collcollate (14) over colliculocale to colllocale
# (17); JSON has whichever there is.
COLLATIONS: Final = text(f"""
SELECT x.oid, {SCHEMA}, x.collname AS name, {name_of("x.collname", "x.collnamespace")} AS called,
       format('CREATE COLLATION %s (%s)', {name_of("x.collname", "x.collnamespace")},
         concat_ws(', ',
           'provider = ' || CASE x.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin'
                            ELSE 'libc' END,
           CASE WHEN x.collprovider = 'c' AND x.collcollate <> x.collctype
                THEN format('lc_collate = %L, lc_ctype = %L', x.collcollate, x.collctype)
                ELSE format('locale = %L', coalesce(j ->> 'colllocale', j ->> 'colliculocale',
                                                    x.collcollate)) END,
           CASE WHEN NOT x.collisdeterministic THEN 'deterministic = false' END,
           'rules = ' || quote_literal(j ->> 'collicurules'))) AS definition,
       {comment("pg_collation")}
FROM pg_collation x
JOIN pg_namespace n ON n.oid = x.collnamespace
CROSS JOIN LATERAL to_jsonb(x) j
WHERE {IN_SCHEMAS} AND {own("pg_collation")}
""")

# The cast of a range type to its multirange is the type's.
CASTS: Final = text(f"""
SELECT x.oid, '' AS schema, w.called AS name, w.called,
       'CREATE CAST ' || w.called || CASE x.castmethod
         WHEN 'f' THEN ' WITH FUNCTION ' || x.castfunc::regprocedure::text
         WHEN 'i' THEN ' WITH INOUT' ELSE ' WITHOUT FUNCTION' END
       || CASE x.castcontext WHEN 'i' THEN ' AS IMPLICIT' WHEN 'a' THEN ' AS ASSIGNMENT'
          ELSE '' END AS definition,
       {comment("pg_cast")}
FROM pg_cast x
CROSS JOIN LATERAL (SELECT format('(%s AS %s)', format_type(x.castsource, NULL),
                                  format_type(x.casttarget, NULL)) AS called) w
WHERE {own("pg_cast")}
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_cast'::regclass
                  AND e.objid = x.oid AND e.deptype = 'i')
""")

CONVERSIONS: Final = text(f"""
SELECT x.oid, {SCHEMA}, x.conname AS name, {name_of("x.conname", "x.connamespace")} AS called,
       format('CREATE %sCONVERSION %s FOR %L TO %L FROM %s',
              CASE WHEN x.condefault THEN 'DEFAULT ' ELSE '' END,
              {name_of("x.conname", "x.connamespace")}, pg_encoding_to_char(x.conforencoding),
              pg_encoding_to_char(x.contoencoding), {routine_named("x.conproc::oid")})
         AS definition,
       {comment("pg_conversion")}
FROM pg_conversion x
JOIN pg_namespace n ON n.oid = x.connamespace
WHERE {IN_SCHEMAS} AND {own("pg_conversion")}
""")

LANGUAGES: Final = text(f"""
SELECT x.oid, '' AS schema, x.lanname AS name, quote_ident(x.lanname) AS called,
       concat('CREATE ', CASE WHEN x.lanpltrusted THEN 'TRUSTED ' END, 'LANGUAGE ',
              quote_ident(x.lanname), ' HANDLER ' || {routine_named("x.lanplcallfoid")},
              ' INLINE ' || {routine_named("x.laninline")},
              ' VALIDATOR ' || {routine_named("x.lanvalidator")}) AS definition,
       {comment("pg_language")}
FROM pg_language x
WHERE x.lanispl AND {own("pg_language")}
""")

ACCESS_METHODS: Final = text(f"""
SELECT x.oid, '' AS schema, x.amname AS name, quote_ident(x.amname) AS called,
       format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', x.amname,
              CASE x.amtype WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END,
              {routine_named("x.amhandler::oid")}) AS definition,
       {comment("pg_am")}
FROM pg_am x
WHERE {own("pg_am")}
""")

TRANSFORMS: Final = text(f"""
SELECT x.oid, '' AS schema, w.called AS name, w.called,
       format('CREATE TRANSFORM %s (%s)', w.called, concat_ws(', ',
         'FROM SQL WITH FUNCTION ' || nullif(x.trffromsql, 0)::regprocedure::text,
         'TO SQL WITH FUNCTION ' || nullif(x.trftosql, 0)::regprocedure::text)) AS definition,
       {comment("pg_transform")}
FROM pg_transform x
JOIN pg_language l ON l.oid = x.trflang
CROSS JOIN LATERAL (SELECT format('FOR %s LANGUAGE %I', format_type(x.trftype, NULL), l.lanname)
                    AS called) w
WHERE {own("pg_transform")}
""")
