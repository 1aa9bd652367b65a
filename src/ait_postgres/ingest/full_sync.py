"""Mark and sweep: a whole listing is stored, and what it does not speak of is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, MetaData, Table, Text, and_, cast, exists, literal, select
from sqlalchemy.dialects.postgresql import insert

from ait_postgres.errors import IncompleteListing
from ait_postgres.ingest.deletes import delete_found
from ait_postgres.ingest.engine import batches
from ait_postgres.ingest.entities import entity_named
from ait_postgres.ingest.result import IngestResult

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from sqlalchemy import ColumnElement, Connection

    from ait_postgres.ingest.batch import Batch
    from ait_postgres.ingest.mapping.fields import Context


def sync_all(
    connection: Connection,
    entity: str,
    document: Any,
    *,
    scope: Mapping[str, str],
    listed_at: dt.datetime | None = None,
    allow_empty: bool = False,
    context: Context | None = None,
    progress: Callable[[IngestResult], None] | None = None,
) -> IngestResult:
    """Store the payloads of a whole listing, and delete every other row of its scope.

    Args:
        connection: In a transaction, which is left open: rows appear and
            disappear together when it commits.
        entity: As AIt names it, e.g. `github_issue`.
        document: As for `ingest`: every page of the listing.
        scope: What it is the whole of, by columns:
            `{"repository_full_name": "acme/orchard"}`; `{}` is the whole table.
        listed_at: When the listing began. Rows written since (by a webhook, while the
            pages were fetched) are spared though no page speaks of them.
        allow_empty: Whether a listing without one payload in the scope deletes all of it.
        context: As for `ingest`.
        progress: As for `ingest`.

    Raises:
        UnknownEntity: No entity has that name.
        IncompleteListing: The listing is empty, or of another scope, or some payloads
            were rejected, so that their rows cannot be told from those that are gone.
            Roll back.
    """
    kind = entity_named(entity)
    unknown = scope.keys() - set(kind.table.columns.keys())
    if unknown:
        raise IncompleteListing(f"{kind.table.name} has no column {min(unknown)} to sweep by")
    seen = _seen_table(kind.table)
    seen.create(connection)
    total = IngestResult()
    for batch in batches(connection, kind, document, context or {}):
        total += batch.store(connection)
        _mark(connection, seen, batch)
        if progress is not None:
            progress(total)
    _refuse_incomplete(entity, total, allow_empty=allow_empty)
    if not allow_empty:
        _refuse_elsewhere(connection, kind.table, seen, scope)
    swept = _sweep(connection, kind.table, seen, scope, listed_at)
    seen.drop(connection)
    return total + IngestResult(swept=swept)


def _seen_table(table: Table) -> Table:
    """A temporary table of the keys that the listing speaks of."""
    return Table(
        "ingest_seen",
        MetaData(),
        *[Column(c.name, c.type, primary_key=True) for c in table.primary_key],
        prefixes=["TEMPORARY"],
        postgresql_on_commit="DROP",
        schema="pg_temp",
    )


def _mark(connection: Connection, seen: Table, batch: Batch) -> None:
    names = [column.name for column in seen.columns]
    keys = [dict(zip(names, key, strict=True)) for key in batch.keys]
    if keys:
        connection.execute(insert(seen).on_conflict_do_nothing(), keys)


def _refuse_incomplete(entity: str, total: IngestResult, *, allow_empty: bool) -> None:
    rejected = total.rejected - total.foreign
    if rejected:
        (why, _), *_ = total.reasons.most_common(1)
        raise IncompleteListing(
            f"{rejected} of {total.read} payloads were rejected, and their {entity} rows would"
            f" look deleted: nothing was swept; the first reason: {why}"
        )
    if total.read == total.foreign and not allow_empty:
        raise IncompleteListing(
            f"the listing holds no {entity}: to delete every row of its scope, allow it to be empty"
        )


def _in_scope(table: Table, scope: Mapping[str, str]) -> list[ColumnElement[bool]]:
    # A scope is text, as a command line gives it; its column may be a number.
    return [
        table.c[name] == cast(literal(value, Text), table.c[name].type)
        for name, value in scope.items()
    ]


def _refuse_elsewhere(
    connection: Connection, table: Table, seen: Table, scope: Mapping[str, str]
) -> None:
    """Refuse a listing of which no row is in its scope: it is another's, and would empty this."""
    same = and_(*[column == seen.c[column.name] for column in table.primary_key])
    within = select(literal(1)).join_from(seen, table, same).where(*_in_scope(table, scope))
    if not connection.scalar(select(within.exists())):
        said = ", ".join(f"{name}={value}" for name, value in scope.items())
        raise IncompleteListing(
            f"no row of the listing is in its scope, {said}: nothing was swept;"
            " correct the scope, or allow the listing to be empty"
        )


def _sweep(
    connection: Connection,
    table: Table,
    seen: Table,
    scope: Mapping[str, str],
    listed_at: dt.datetime | None,
) -> int:
    key = tuple(table.primary_key)
    marked = exists().where(and_(*[column == seen.c[column.name] for column in key]))
    left = select(*key).where(~marked, *_in_scope(table, scope))
    if listed_at is not None:
        left = left.where(table.c.updated_at < listed_at)
    return delete_found(connection, table, left)
