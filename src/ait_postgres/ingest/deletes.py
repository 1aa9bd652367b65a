"""Delete rows by their keys: what a vendor's own word says is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, select, tuple_

from ait_postgres.ingest.entities import entity_named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection, Select, Table

#: Keys a statement: far below the protocol's 65,535 parameters.
_CHUNK = 5_000


def delete_entities(connection: Connection, entity: str, ids: Iterable[str]) -> int:
    """Delete what the vendor has deleted, and return how many rows there were.

    Args:
        connection: In a transaction, which is left open.
        entity: As AIt names it, e.g. `github_issue`.
        ids: The rows' primary keys, as they stand in the table.

    Raises:
        UnknownEntity: No entity has that name.
    """
    return delete_rows(connection, entity_named(entity).table, {(key,) for key in ids})


def delete_rows(
    connection: Connection, table: Table, keys: Collection[tuple[str | None, ...]]
) -> int:
    """Delete the rows of these primary keys; return how many there were."""
    ordered = sorted(tuple(map(str, key)) for key in keys)
    key = tuple(table.primary_key)
    return sum(
        delete_found(
            connection, table, select(*key).where(tuple_(*key).in_(ordered[n : n + _CHUNK]))
        )
        for n in range(0, len(ordered), _CHUNK)
    )


def delete_found(connection: Connection, table: Table, found: Select[*tuple[object, ...]]) -> int:
    """Delete the rows whose primary keys a select finds, locked in the order of the keys first."""
    key = tuple(table.primary_key)
    gone = found.order_by(*key).with_for_update(of=table).cte("gone")
    same = and_(*[column == gone.c[column.name] for column in key])
    return connection.execute(delete(table).where(same)).rowcount
