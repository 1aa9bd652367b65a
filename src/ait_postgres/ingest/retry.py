"""The end of a reject: stored at last after a fix, or thrown away."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, select, update

from ait_postgres.ingest.batch import BATCH_ROWS, Batch
from ait_postgres.ingest.entities import entity_named
from ait_postgres.ingest.json_reader import parse
from ait_postgres.ingest.result import IngestResult
from ait_postgres.schemas import IngestReject

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection


class _Kept(NamedTuple):
    id: str
    entity: str
    payload: str
    context: str | None


def retry_rejects(
    connection: Connection,
    *,
    entity: str | None = None,
    ids: Iterable[str] | None = None,
    limit: int | None = None,
) -> IngestResult:
    """Map, validate and store rejected payloads again, with the context that they came with.

    What is stored now is no reject any more; what is rejected again stays, with
    today's reason and one attempt more. Rejects that another retry works on are
    passed over, so that many may run at once.

    Args:
        connection: In a transaction, which is left open.
        entity: Only this entity's.
        ids: Only these; all of them by default.
        limit: How many at most, the least tried first, then the oldest; all by default.
    """
    kept = (
        select(IngestReject.id, IngestReject.entity, IngestReject.payload, IngestReject.context)
        .where(*_chosen(entity=entity, ids=ids))
        .order_by(IngestReject.attempts, IngestReject.created_at, IngestReject.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = sorted((_Kept(*row) for row in connection.execute(kept)), key=lambda one: one.entity)
    total = IngestResult()
    for name, group in groupby(found, key=lambda one: one.entity):
        kept_here = list(group)
        for start in range(0, len(kept_here), BATCH_ROWS):
            total += _retry(connection, name, kept_here[start : start + BATCH_ROWS])
    return total


def purge_rejects(
    connection: Connection,
    *,
    entity: str | None = None,
    ids: Iterable[str] | None = None,
    before: dt.datetime | None = None,
) -> int:
    """Delete rejects for good, and return how many there were.

    Args:
        connection: In a transaction, which is left open.
        entity: Only this entity's.
        ids: Only these; all of them by default.
        before: Only those first rejected before this time.
    """
    chosen = _chosen(entity=entity, ids=ids)
    if before is not None:
        chosen.append(IngestReject.created_at < before)
    return connection.execute(delete(IngestReject).where(*chosen)).rowcount


def _chosen(
    *, entity: str | None = None, ids: Iterable[str] | None = None
) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = []
    if entity is not None:
        chosen.append(IngestReject.entity == entity_named(entity).name)
    if ids is not None:
        chosen.append(IngestReject.id.in_(list(ids)))
    return chosen


def _retry(connection: Connection, entity: str, kept: Sequence[_Kept]) -> IngestResult:
    batch = Batch(entity_named(entity))
    tried: list[tuple[_Kept, Any]] = []
    for one in kept:
        payload, context = parse(one.payload.encode()), parse((one.context or "{}").encode())
        batch.take(payload, context)
        tried.append((one, payload))
    result = batch.store(connection)
    again = {id(rejected.payload) for rejected in batch.rejected}
    still = [one.id for one, payload in tried if id(payload) in again]
    done = {one.id for one, _ in tried}.difference(still)
    connection.execute(delete(IngestReject).where(IngestReject.id.in_(sorted(done))))
    more = update(IngestReject).where(IngestReject.id.in_(still))
    connection.execute(more.values(attempts=IngestReject.attempts + 1))
    return result
