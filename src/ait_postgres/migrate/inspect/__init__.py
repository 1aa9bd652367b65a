"""Reading `pg_catalog` into the model: one set-based query an object kind.

PostgreSQL's own printers give the text. `search_path` is set, for the
reading only, so that they leave out the name of the schema being read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from ait_postgres.errors import MigrationError
from ait_postgres.migrate import model
from ait_postgres.migrate.inspect import constraints, relations, routines, types

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, RowMapping, TextClause

_QUERIES: Final[tuple[tuple[type[Any], TextClause], ...]] = (
    (model.Table, relations.TABLES),
    (model.Column, relations.COLUMNS),
    (model.View, relations.VIEWS),
    (model.Constraint, constraints.CONSTRAINTS),
    (model.Index, constraints.INDEXES),
    (model.Trigger, constraints.TRIGGERS),
    (model.Enum, types.ENUMS),
    (model.Sequence, types.SEQUENCES),
    (model.Routine, routines.ROUTINES),
)

_WHERE: Final = text("""
SELECT current_schema() AS schema,
       to_regnamespace(quote_ident(current_schema()))::oid AS oid,
       current_setting('search_path') AS search_path,
       current_setting('server_version') AS server_version
""")

# The schemas of extensions stay on the path, so that their types are printed alike whichever
# schema is read.
_PATH: Final = text("""
SELECT concat_ws(', ', quote_ident(current_schema()),
         (SELECT string_agg(DISTINCT quote_ident(n.nspname), ', ')
          FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
          WHERE n.nspname <> 'pg_catalog' AND n.nspname <> current_schema()))
""")

_SET_PATH: Final = text("SELECT set_config('search_path', :path, true)")


def read_catalogue(connection: Connection, *, without: Iterable[str] = ()) -> model.Catalogue:
    """Read the first schema of `search_path`.

    Objects of extensions are left out. Not read: domains, composite types,
    aggregates, policies, rules, statistics objects and grants.

    Args:
        connection: In a transaction, which is left as it was.
        without: Names of tables to leave out.

    Raises:
        MigrationError: No schema of `search_path` exists, or the connection
            is in autocommit mode.
    """
    where = connection.execute(_WHERE).one()
    if where.oid is None:
        raise MigrationError(
            f"no schema of search_path ({where.search_path}) exists: create it, or name another"
        )
    path = connection.execute(_PATH).scalar_one()
    connection.execute(_SET_PATH, {"path": path})
    if connection.execute(_WHERE).one().search_path != path:
        raise MigrationError(
            "the catalogue is read within a transaction: this connection is in autocommit mode"
        )
    objects = _read(connection, where.oid, list(without))
    connection.execute(_SET_PATH, {"path": where.search_path})
    return model.Catalogue(tuple(objects), where.server_version.split()[0])


def _read(connection: Connection, schema: int, without: list[str]) -> list[model.Object]:
    objects: list[model.Object] = []
    for kind, query in _QUERIES:
        rows = connection.execute(query, {"schema": schema, "without": without})
        objects.extend(kind(**_frozen(row)) for row in rows.mappings())
    return sorted(objects, key=lambda item: (item.kind, item.identity))


def _frozen(row: RowMapping) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in row.items()}  # pyright: ignore[reportUnknownArgumentType]  # an SQL array, of text


__all__ = ["read_catalogue"]
