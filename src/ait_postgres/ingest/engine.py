"""From documents to rows: unwrap, then batch by batch map, validate and store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeGuard

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

    Raises:
        UnknownEntity: No entity has that name.
        sqlalchemy.exc.DBAPIError: The server failed, other than by refusing a row.
    """
    total = IngestResult()
    for batch in batches(entity_named(entity), document, context or {}):
        total += batch.store(connection)
        if progress is not None:
            progress(total)
    return total


def _is_stream(document: Any) -> TypeGuard[Iterator[Any]]:
    return isinstance(document, Iterator)


def batches(entity: Entity, document: Any, context: Context) -> Iterator[Batch]:
    """Yield the payloads of a document, or of a stream of them, in batches to store."""
    documents = document if _is_stream(document) else (document,)
    batch = Batch(entity)
    for one in documents:
        for payload, known in objects(entity, one, context):
            if batch.full:
                yield batch
                batch = Batch(entity)
            batch.take(payload, known)
    yield batch
