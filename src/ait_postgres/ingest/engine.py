"""From documents to rows: unwrap, then batch by batch map, validate and store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeGuard

from ait_postgres.ingest.ahead import ahead
from ait_postgres.ingest.batch import Batch
from ait_postgres.ingest.entities import entity_named
from ait_postgres.ingest.envelope import objects
from ait_postgres.ingest.result import IngestResult

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from ait_postgres.ingest.entity import Entity
    from ait_postgres.ingest.mapping.fields import Context


def ingest(
    connection: Connection,
    entity: str,
    document: Any,
    *,
    context: Context | None = None,
    progress: Callable[[IngestResult], None] | None = None,
    read_ahead: bool = False,
) -> IngestResult:
    """Store a vendor's payloads as rows.

    Args:
        connection: In a transaction, which is left open: commit it, or undo everything.
        entity: As AIt names it, e.g. `github_issue`.
        document: Parsed JSON: one payload, a list, or an API's or webhook's envelope.
            An iterator of such documents is read as it comes, in flat memory.
        context: What the payloads lack, e.g. `{"channel": "C024BE91L"}`; it outranks
            what an envelope says.
        progress: Called after each batch with the counts so far.
        read_ahead: Read a stream in another thread while PostgreSQL stores what was
            read. Not for a stream that itself uses this connection.

    Raises:
        UnknownEntity: No entity has that name.
        sqlalchemy.exc.DBAPIError: The server failed, other than by refusing a row.
    """
    total = IngestResult()
    kind = entity_named(entity)
    for batch in batches(kind, document, context or {}, read_ahead=read_ahead):
        total += batch.store(connection)
        if progress is not None:
            progress(total)
    return total


def _is_stream(document: Any) -> TypeGuard[Iterator[Any]]:
    return isinstance(document, Iterator)


def batches(
    entity: Entity, document: Any, context: Context, *, read_ahead: bool = False
) -> Iterator[Batch]:
    """Yield the payloads of a document, or of a stream of them, in batches ready to store."""
    stream = _is_stream(document)
    made = _batched(entity, document if stream else (document,), context)
    if stream and not read_ahead:
        return made
    first = next(made)
    return ahead(chain((first,), made)) if first.full else iter((first,))


def _batched(entity: Entity, documents: Iterable[Any], context: Context) -> Iterator[Batch]:
    batch = Batch(entity)
    for document in documents:
        for payload, known in objects(entity, document, context):
            if batch.full:
                yield batch.close()
                batch = Batch(entity)
            batch.take(payload, known)
    yield batch.close()
