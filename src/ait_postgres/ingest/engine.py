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
            An iterator of such documents is read as it comes, in flat memory; it may
            use the connection between two of them.
        context: What the payloads lack, e.g. `{"channel": "C024BE91L"}`; it outranks
            what an envelope says.
        progress: Called after each batch with the counts so far.

    Raises:
        UnknownEntity: No entity has that name.
        sqlalchemy.exc.DBAPIError: The server failed, other than by refusing a row.
    """
    total = IngestResult()
    for batch in batches(connection, entity_named(entity), document, context or {}):
        total += batch.store(connection)
        if progress is not None:
            progress(total)
    return total


class Apart(Iterator[Any]):
    """A stream of documents that are read without the connection, which may store meanwhile."""

    def __init__(self, documents: Iterator[Any]) -> None:
        """Declare it of a stream."""
        self._documents = documents

    def __next__(self) -> Any:
        """The next document."""
        return next(self._documents)


def _is_stream(document: Any) -> TypeGuard[Iterator[Any]]:
    return isinstance(document, Iterator)


def batches(
    connection: Connection, entity: Entity, document: Any, context: Context
) -> Iterator[Batch]:
    """Yield the payloads of a document, or of a stream of them, in batches to store.

    A caller's stream may use the connection between two documents; else batches
    feed it while they are made.
    """
    documents = document if _is_stream(document) else (document,)
    feeds = None if _is_stream(document) and not isinstance(document, Apart) else connection
    batch = Batch(entity, feeds)
    try:
        for one in documents:
            for payload, known in objects(entity, one, context):
                if batch.full:
                    yield batch
                    batch = Batch(entity, feeds)
                batch.take(payload, known)
        yield batch
    finally:
        batch.abandon()
