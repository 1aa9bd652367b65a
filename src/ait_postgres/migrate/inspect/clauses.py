"""Clauses that the queries share: which schemas, whose objects, what comment.

Every query joins `pg_namespace n` and is given `:home` and `:schemas` (oids).
"""

from __future__ import annotations

from typing import Final, LiteralString

#: The schema's name, empty for home.
SCHEMA: Final[LiteralString] = "CASE WHEN n.oid = :home THEN '' ELSE n.nspname END AS schema"

#: The same of `pg_type t` and of `pg_proc p`: one that pg_catalog hides (which is searched before
#: home) is told with its schema, as PostgreSQL's printers tell it.
TYPE_SCHEMA: Final[LiteralString] = """CASE WHEN n.oid = :home AND pg_type_is_visible(t.oid)
    THEN '' ELSE n.nspname END AS schema"""
ROUTINE_SCHEMA: Final[LiteralString] = """CASE WHEN n.oid = :home AND pg_function_is_visible(p.oid)
    THEN '' ELSE n.nspname END AS schema"""

#: Only the schemas that are read.
IN_SCHEMAS: Final[LiteralString] = "n.oid = ANY(CAST(:schemas AS oid[]))"

#: Not what an extension made. Of `pg_class c`, `pg_type t`, `pg_proc p`.
OWN_RELATION: Final[LiteralString] = """NOT EXISTS (SELECT FROM pg_depend e
    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')"""
OWN_TYPE: Final[LiteralString] = """NOT EXISTS (SELECT FROM pg_depend e
    WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')"""
OWN_ROUTINE: Final[LiteralString] = """NOT EXISTS (SELECT FROM pg_depend e
    WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')"""

#: Not one of the tables left out of home. Of `pg_class c`.
NOT_LEFT_OUT: Final[LiteralString] = "(n.oid <> :home OR c.relname <> ALL (:without))"

#: A sorted array of an array of options, empty for NULL.
OPTIONS: Final[LiteralString] = """ARRAY(SELECT o FROM unnest({}) o ORDER BY o COLLATE "C")"""


def name_of(name: LiteralString, schema: LiteralString) -> LiteralString:
    """An object's name as SQL writes it, of columns that hold its name and its schema's oid."""
    return f"""(SELECT CASE WHEN q.oid = :home OR q.nspname = 'pg_catalog' THEN ''
    ELSE quote_ident(q.nspname) || '.' END || quote_ident({name})
    FROM pg_namespace q WHERE q.oid = {schema})"""


def routine_named(oid: LiteralString) -> LiteralString:
    """A function's name as SQL writes it where its arguments are not told; NULL for 0.

    A cast to regproc would tell home's name where a function is overloaded.
    """
    return f"""(SELECT CASE WHEN pg_function_is_visible(f.oid)
      AND (q.oid = :home OR q.nspname = 'pg_catalog') THEN '' ELSE quote_ident(q.nspname) || '.' END
      || quote_ident(f.proname)
    FROM pg_proc f JOIN pg_namespace q ON q.oid = f.pronamespace WHERE f.oid = {oid})"""
