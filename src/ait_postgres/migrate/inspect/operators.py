"""Operators, and the classes and families that tell indexes how to use them."""

from __future__ import annotations

from typing import Final, LiteralString

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS, SCHEMA, name_of, routine_named
from ait_postgres.migrate.inspect.declared import comment, own


def _operator(oid: LiteralString) -> LiteralString:
    """An operator of another one's clauses."""
    return f"""(SELECT format('OPERATOR(%I.%s)', q.nspname, o.oprname)
    FROM pg_operator o JOIN pg_namespace q ON q.oid = o.oprnamespace WHERE o.oid = {oid})"""


def _home(oid: LiteralString) -> LiteralString:
    """The same where the operator may be in home, whose name is not told."""
    return f"""(SELECT CASE WHEN o.oprnamespace = :home THEN o.oprname
                       ELSE {_operator("o.oid")} END FROM pg_operator o WHERE o.oid = {oid})"""


# An operator that only another's COMMUTATOR or NEGATOR names has no function yet.
OPERATORS: Final = text(f"""
SELECT x.oid, {SCHEMA}, x.oprname AS name,
       format('%s%s (%s, %s)', w.schema, x.oprname,
              CASE WHEN x.oprleft = 0 THEN 'NONE' ELSE format_type(x.oprleft, NULL) END,
              format_type(x.oprright, NULL)) AS called,
       format('CREATE OPERATOR %s%s (%s)', w.schema, x.oprname, concat_ws(', ',
         'FUNCTION = ' || {routine_named("x.oprcode::oid")},
         CASE WHEN x.oprleft <> 0 THEN 'LEFTARG = ' || format_type(x.oprleft, NULL) END,
         'RIGHTARG = ' || format_type(x.oprright, NULL),
         'COMMUTATOR = ' || {_home("x.oprcom")},
         'NEGATOR = ' || {_home("x.oprnegate")},
         'RESTRICT = ' || {routine_named("x.oprrest::oid")},
         'JOIN = ' || {routine_named("x.oprjoin::oid")},
         CASE WHEN x.oprcanhash THEN 'HASHES' END,
         CASE WHEN x.oprcanmerge THEN 'MERGES' END)) AS definition,
       {comment("pg_operator")}
FROM pg_operator x
JOIN pg_namespace n ON n.oid = x.oprnamespace
CROSS JOIN LATERAL (SELECT CASE WHEN n.oid = :home THEN ''
                           ELSE quote_ident(n.nspname) || '.' END AS schema) w
WHERE {IN_SCHEMAS} AND x.oprcode <> 0 AND {own("pg_operator")}
""")

# The members of a class depend on it, the loose ones on the family.
_MEMBERS: Final[LiteralString] = f"""
SELECT d.refclassid, d.refobjid, 1 AS sort, m.amopstrategy AS number,
       format('OPERATOR %s %s%s', m.amopstrategy, m.amopopr::regoperator,
         ' FOR ORDER BY ' || (SELECT {name_of("f.opfname", "f.opfnamespace")}
                              FROM pg_opfamily f WHERE f.oid = m.amopsortfamily)) AS member
FROM pg_amop m
JOIN pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = m.oid
  AND d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
WHERE m.oid >= 16384
UNION ALL
SELECT d.refclassid, d.refobjid, 2, m.amprocnum,
       format('FUNCTION %s (%s, %s) %s', m.amprocnum, format_type(m.amproclefttype, NULL),
              format_type(m.amprocrighttype, NULL), m.amproc::regprocedure)
FROM pg_amproc m
JOIN pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = m.oid
  AND d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
WHERE m.oid >= 16384
"""

OPERATOR_FAMILIES: Final = text(f"""
SELECT x.oid, {SCHEMA}, x.opfname AS name, w.called,
       'CREATE OPERATOR FAMILY ' || w.called AS definition,
       ARRAY(SELECT format('ALTER OPERATOR FAMILY %s ADD %s', w.called, m.member)
             FROM ({_MEMBERS}) m
             WHERE m.refclassid = 'pg_opfamily'::regclass AND m.refobjid = x.oid
             ORDER BY m.sort, m.number, m.member) AS more,
       {comment("pg_opfamily")}
FROM pg_opfamily x
JOIN pg_namespace n ON n.oid = x.opfnamespace
JOIN pg_am a ON a.oid = x.opfmethod
CROSS JOIN LATERAL (SELECT {name_of("x.opfname", "x.opfnamespace")} || ' USING '
                           || quote_ident(a.amname) AS called) w
WHERE {IN_SCHEMAS} AND {own("pg_opfamily")}
""")

OPERATOR_CLASSES: Final = text(f"""
SELECT x.oid, {SCHEMA}, x.opcname AS name, w.called,
       format('CREATE OPERATOR CLASS %s %sFOR TYPE %s USING %I FAMILY %s AS %s',
         {name_of("x.opcname", "x.opcnamespace")},
         CASE WHEN x.opcdefault THEN 'DEFAULT ' ELSE '' END, format_type(x.opcintype, NULL),
         a.amname, (SELECT {name_of("f.opfname", "f.opfnamespace")} FROM pg_opfamily f
                    WHERE f.oid = x.opcfamily),
         coalesce((SELECT string_agg(m.member, ', ' ORDER BY m.sort, m.number, m.member)
                   FROM ({_MEMBERS}) m
                   WHERE m.refclassid = 'pg_opclass'::regclass AND m.refobjid = x.oid) || s.storage,
                  substr(s.storage, 3), 'STORAGE ' || format_type(x.opcintype, NULL)))
         AS definition,
       {comment("pg_opclass")}
FROM pg_opclass x
JOIN pg_namespace n ON n.oid = x.opcnamespace
JOIN pg_am a ON a.oid = x.opcmethod
CROSS JOIN LATERAL (SELECT CASE WHEN x.opckeytype = 0 THEN ''
                           ELSE ', STORAGE ' || format_type(x.opckeytype, NULL) END AS storage) s
CROSS JOIN LATERAL (SELECT {name_of("x.opcname", "x.opcnamespace")} || ' USING '
                           || quote_ident(a.amname) AS called) w
WHERE {IN_SCHEMAS} AND {own("pg_opclass")}
""")
