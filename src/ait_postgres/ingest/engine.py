"""From documents to rows: unwrap, map, validate, upsert; rejects aside.

One bad payload never takes a good one with it: what mapping or validation
refuses is set aside alone, and where PostgreSQL itself refuses a batch, the
batch is halved until the row at fault stands alone.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeGuard

from psycopg import errors
from sqlalchemy.exc import DBAPIError

from ait_postgres.ingest.ahead import ahead
from ait_postgres.ingest.entities import entity_named, recognised_as
from ait_postgres.ingest.envelope import objects
from ait_postgres.ingest.json_text import is_object, merged
from ait_postgres.ingest.reject import Reject
from ait_postgres.ingest.rejects import Rejected, keep_rejects
from ait_postgres.ingest.result import IngestResult, stored
from ait_postgres.ingest.upsert import Counts, Prepared, prepare, upsert
from ait_postgres.ingest.validate import Validator, WireRow, validator

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from ait_postgres.ingest.entity import Entity
    from ait_postgres.ingest.mapping.fields import Context

#: A batch is what one pair of statements stores. Measured: below 2,000 rows the
#: statements' own cost shows, above 10,000 only memory grows.
BATCH_ROWS = 5_000
BATCH_CHARACTERS = 16_000_000
#: A row's primary key, in text.
Key = tuple[str | None, ...]


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
    kind = entity_named(entity)
    total = IngestResult()
    for batch in _batches(kind, document, context or {}):
        total += batch.store(connection)
        if progress is not None:
            progress(total)
    return total


def _is_stream(document: Any) -> TypeGuard[Iterator[Any]]:
    return isinstance(document, Iterator)


def _batches(entity: Entity, document: Any, context: Context) -> Iterator[_Batch]:
    if _is_stream(document):
        # The caller's own code runs in it, perhaps on this very connection: not to be run ahead.
        return _batched(entity, document, context)
    batches = _batched(entity, (document,), context)
    first = next(batches)
    return ahead(chain((first,), batches)) if first.full else iter((first,))


def _batched(entity: Entity, documents: Iterable[Any], context: Context) -> Iterator[_Batch]:
    batch = _Batch(entity)
    for document in documents:
        for payload, known in objects(entity, document, context):
            if batch.full:
                yield batch.close()
                batch = _Batch(entity)
            batch.take(payload, known)
    yield batch.close()


class _Batch:
    """Rows on their way to one pair of statements, the last word on each key."""

    def __init__(self, entity: Entity) -> None:
        self.entity = entity
        self.validator: Validator = validator(entity.table)
        self.key = tuple(column.name for column in entity.table.primary_key)
        self.rows: dict[Key, tuple[WireRow, Any, Context]] = {}
        self.prepared: Prepared | None = None
        self.rejected: list[Rejected] = []
        self.taken = self.characters = self.repaired = 0

    @property
    def full(self) -> bool:
        return self.taken >= BATCH_ROWS or self.characters >= BATCH_CHARACTERS

    def take(self, payload: Any, context: Context) -> None:
        """Map and validate one payload, or set it aside."""
        self.taken += 1
        try:
            row, repaired = self.validator.wire(_mapped(self.entity, payload, context))
        except Reject as reject:
            self.rejected.append(Rejected(payload, context, reject))
            return
        self.repaired += bool(repaired)
        self.characters += sum(map(len, filter(None, row.values())))
        key = tuple([row[name] for name in self.key])
        earlier = self.rows.get(key)
        if earlier is not None:
            row = _later(earlier[0], row, self.entity.version)
        self.rows[key] = (row, payload, context)

    def close(self) -> _Batch:
        """Nothing more will be taken: do all that can be done without the database."""
        if self.rows:
            self.prepared = self._prepare(self.rows)
        return self

    def store(self, connection: Connection) -> IngestResult:
        """Write what was taken: rows to their table, the others to `ingest_rejects`."""
        superseded = self.taken - len(self.rows) - len(self.rejected)
        counts = self._upsert(connection, list(self.rows), self.prepared)
        if self.rejected:
            keep_rejects(connection, self.entity.name, self.rejected)
        foreign = sum(one.reject.code == "foreign" for one in self.rejected)
        return stored(counts) + IngestResult(
            superseded=superseded,
            rejected=len(self.rejected),
            foreign=foreign,
            repaired=self.repaired,
            reasons=Counter(one.reject.reason for one in self.rejected),
        )

    def _upsert(self, connection: Connection, keys: list[Key], rows: Prepared | None) -> Counts:
        """Store the rows of these keys; halve them where PostgreSQL refuses one."""
        if not keys:
            return Counts()
        try:
            with connection.begin_nested():
                return upsert(connection, rows or self._prepare(keys))
        except DBAPIError as error:
            if not isinstance(error.orig, (errors.DataError, errors.IntegrityError)):
                raise
            if len(keys) == 1:
                _, payload, context = self.rows[keys[0]]
                self.rejected.append(Rejected(payload, context, _refused(error.orig)))
                return Counts()
        middle = len(keys) // 2
        first = self._upsert(connection, keys[:middle], None)
        return first + self._upsert(connection, keys[middle:], None)

    def _prepare(self, keys: Iterable[Key]) -> Prepared:
        rows = [self.rows[key][0] for key in keys]
        return prepare(self.entity.table, rows, version=self.entity.version)


def _mapped(entity: Entity, payload: Any, context: Context) -> Mapping[str, Any]:
    if is_object(payload) and entity.recognise(payload):
        return entity.map(payload, context)
    raise Reject(_foreign(entity, payload), code="foreign")


def _foreign(entity: Entity, payload: Any) -> str:
    if payload is None:
        return f"null stands where a {entity.name} should"
    other = recognised_as(payload)
    looks = f"; it looks like a {other}" if other else ""
    return f"not a {entity.name}{looks}"


def _refused(error: errors.DataError | errors.IntegrityError) -> Reject:
    """PostgreSQL's own words: message, detail, and the column where it names one."""
    diag = error.diag
    words = [diag.message_primary or str(error), diag.message_detail]
    return Reject(": ".join(filter(None, words)), diag.column_name, code="database")


def _later(earlier: WireRow, later: WireRow, version: str | None) -> WireRow:
    """Two payloads of one row as if stored one after the other, the newer version last."""
    then, now = (earlier.get(version), later.get(version)) if version else (None, None)
    if then and now and dt.datetime.fromisoformat(now) < dt.datetime.fromisoformat(then):
        return earlier
    row = earlier | later
    if "remainder" in earlier and "remainder" in later:
        row["remainder"] = merged(earlier["remainder"], later["remainder"])
    return row
