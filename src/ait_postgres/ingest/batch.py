"""One batch of payloads: mapped, validated, stored in a few statements; rejects aside.

One bad payload never takes a good one with it: what mapping or validation
refuses is set aside alone. Where PostgreSQL itself refuses a batch, the row that its
error shows is tried alone, else the batch is halved until the rows at fault stand alone.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from psycopg import errors
from sqlalchemy.exc import DBAPIError

from ait_postgres.ingest.deletes import delete_rows
from ait_postgres.ingest.entities import recognised_as
from ait_postgres.ingest.json_text import is_object, merged
from ait_postgres.ingest.reject import Reject
from ait_postgres.ingest.rejects import Rejected, keep_rejects
from ait_postgres.ingest.result import IngestResult, stored
from ait_postgres.ingest.stage import Key, Stage
from ait_postgres.ingest.statements import merged_columns
from ait_postgres.ingest.upsert import FEW, Counts, upsert, upsert_staged
from ait_postgres.ingest.validate import Validator, WireRow, validator
from ait_postgres.ingest.version import is_older

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from ait_postgres.ingest.entity import Entity
    from ait_postgres.ingest.mapping.fields import Context

#: A batch is what one pair of statements stores.
BATCH_ROWS = 5_000
BATCH_CHARACTERS = 16_000_000
#: One row in so many is measured: to add up every value's length would cost a tenth of
#: what mapping costs, and the bound is on memory, not on a count.
_SAMPLED = 8
#: Attempts at a batch that PostgreSQL chose as a deadlock's victim. Writers of ours
#: never deadlock among themselves within a batch; other writers lock as they please.
ATTEMPTS = 5
#: Errors of a batch from which the row at fault is told by the error's own words.
NAMED = 8
#: `Key (connector_config_id)=(c1) is not present in table …`, in any language.
_VALUE: Final = re.compile(r"\((\w+)\)=\((.*)\)")
#: `COPY ingest_stage, line 51, column …`, in any language.
_LINE: Final = re.compile(r"ingest_stage\D+(\d+)")


class Batch:
    """Rows on their way to one pair of statements, the last word on each key."""

    def __init__(self, entity: Entity, feeds: Connection | None = None) -> None:
        """Begin a batch.

        Args:
            entity: What it is of.
            feeds: The connection that will store it, where nobody else uses that until
                then: rows are sent while the next are made.
        """
        self.entity = entity
        self._feeds = feeds
        self._stage: Stage | None = None
        self.validator: Validator = validator(entity.table)
        self.key = tuple(column.name for column in entity.table.primary_key)
        self.merged = merged_columns(entity.table)
        self.rows: dict[Key, tuple[WireRow, Any, Context]] = {}
        self.gone: set[Key] = set()
        self.rejected: list[Rejected] = []
        self.taken = self.characters = self.repaired = self.retries = self.named = 0

    @property
    def full(self) -> bool:
        """Whether it is time to store it."""
        return self.taken >= BATCH_ROWS or self.characters >= BATCH_CHARACTERS

    def take(self, payload: Any, context: Context) -> None:
        """Map and validate one payload, or set it aside."""
        self.taken += 1
        if is_object(payload) and (gone := self.entity.gone(payload, context)) is not None:
            self._remove((gone,))
            return
        try:
            row, repaired = self.validator.wire(mapped(self.entity, payload, context))
        except Reject as reject:
            self.rejected.append(Rejected(payload, context, reject))
            return
        except RecursionError:  # some comparison or message met a payload without end
            deep = Reject("the payload is nested too deeply")
            self.rejected.append(Rejected(payload, context, deep))
            return
        self.repaired += bool(repaired)
        if self.taken % _SAMPLED == 0:
            self.characters += _SAMPLED * sum(map(len, filter(None, row.values())))
        key = tuple([row[name] for name in self.key])
        self.gone.discard(key)  # it is there again
        earlier = self.rows.get(key)
        if earlier is not None:
            row = _later(earlier[0], row, self.entity, self.merged)
        self.rows[key] = (row, payload, context)
        if self._stage is not None:
            self._stage.put(key, row)
        elif self._feeds is not None and len(self.rows) > FEW:
            self._stage = Stage(self._feeds, self.entity.table)
            for key, (row, _, _) in self.rows.items():
                self._stage.put(key, row)

    def _remove(self, key: Key) -> None:
        self.rows.pop(key, None)
        self.gone.add(key)
        if self._stage is not None:
            self._stage.remove(key)

    def abandon(self) -> None:
        """Take back what was sent already; harmless once the batch is stored."""
        if self._stage is not None:
            self._stage.abandon()
            self._stage = None

    @property
    def keys(self) -> list[Key]:
        """The keys of the rows that are stored, or were."""
        return list(self.rows)

    def store(self, connection: Connection) -> IngestResult:
        """Write what was taken: rows to their table, the others to `ingest_rejects`."""
        superseded = self.taken - len(self.rows) - len(self.rejected) - len(self.gone)
        counts = self._upsert(connection, self.keys)
        deleted = delete_rows(connection, self.entity.table, self.gone)
        if self.rejected:
            keep_rejects(connection, self.entity.name, self.rejected)
        foreign = sum(one.reject.code == "foreign" for one in self.rejected)
        return stored(counts) + IngestResult(
            deleted=deleted,
            unchanged=len(self.gone) - deleted,
            superseded=superseded,
            rejected=len(self.rejected),
            foreign=foreign,
            repaired=self.repaired,
            retries=self.retries,
            reasons=Counter(one.reject.reason for one in self.rejected),
        )

    def _upsert(self, connection: Connection, keys: list[Key]) -> Counts:
        """Store the rows of these keys, without those that PostgreSQL refuses."""
        if not keys:
            self.abandon()
            return Counts()
        try:
            return self._attempt(connection, keys)
        except DBAPIError as error:
            if not isinstance(error.orig, (errors.DataError, errors.IntegrityError)):
                raise
            refused = error.orig
        if len(keys) == 1 or (orphans := self._orphans(keys, refused)) == keys:
            return self._refuse(keys, refused)
        if orphans:
            self._refuse(orphans, refused)
            return self._upsert(connection, _without(keys, orphans))
        apart = self._suspect(keys, refused) or keys[: len(keys) // 2]
        first = self._upsert(connection, apart)
        return first + self._upsert(connection, _without(keys, apart))

    def _refuse(self, keys: list[Key], refused: errors.Error) -> Counts:
        for key in keys:
            _, payload, context = self.rows[key]
            self.rejected.append(Rejected(payload, context, _refused(refused)))
        return Counts()

    def _orphans(self, keys: list[Key], refused: errors.Error) -> list[Key]:
        """Every row that names the parent which PostgreSQL says is missing."""
        if not isinstance(refused, errors.ForeignKeyViolation):
            return []
        pair = _VALUE.search(refused.diag.message_detail or "")
        return [key for key in keys if pair and self.rows[key][0].get(pair[1]) == pair[2]]

    def _suspect(self, keys: list[Key], refused: errors.Error) -> list[Key]:
        """The row whose key an error shows, to be tried alone; none where that would not pay.

        An error shows one row, and there may be as many bad ones as rows: past a few
        such errors it is cheaper to halve.
        """
        self.named += 1
        if self.named > NAMED:
            return []
        if line := _LINE.search(refused.diag.context or ""):
            # Where a batch replaced or removed rows that were sent, it may be another's line.
            return keys[int(line[1]) - 1 : int(line[1])]
        row = (refused.diag.message_detail or "").partition("(")[2]  # Failing row contains (key, …
        found = [key for key in keys if row.startswith(f"{', '.join(map(str, key))}, ")]
        return found if len(found) == 1 else []

    def _attempt(self, connection: Connection, keys: list[Key]) -> Counts:
        """Store rows within a savepoint; again where PostgreSQL ended a deadlock with it.

        Rolling back to the savepoint gives up the batch's locks, so that the others go
        on; the next attempt waits for theirs, and needs no delay. A serialisation
        failure (40001) is the whole transaction's to retry.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._store(connection, keys)
            except DBAPIError as error:
                if attempt == ATTEMPTS or not isinstance(error.orig, errors.DeadlockDetected):
                    raise
            self.retries += 1
        raise AssertionError  # the last attempt returns or raises

    def _store(self, connection: Connection, keys: list[Key]) -> Counts:
        """Store rows: those on the stage, where all were sent there, or afresh."""
        version = self.entity.version
        if (stage := self._stage) is not None:
            self._stage = None
            return upsert_staged(stage, version=version)
        rows = {key: self.rows[key][0] for key in keys}
        return upsert(connection, self.entity.table, rows, version=version)


def _without(keys: list[Key], others: list[Key]) -> list[Key]:
    out = set(others)
    return [key for key in keys if key not in out]


def mapped(entity: Entity, payload: Any, context: Context) -> Mapping[str, Any]:
    """Return the data target of a payload.

    Raises:
        Reject: It is none of the entity's, or cannot be mapped.
    """
    if is_object(payload) and entity.recognise(payload):
        return entity.map(payload, context)
    raise Reject(_foreign(entity, payload), code="foreign")


def _foreign(entity: Entity, payload: Any) -> str:
    if payload is None:
        return f"null stands where a {entity.name} should"
    other = recognised_as(payload)
    looks = f"; it looks like a {other}" if other else ""
    return f"not a {entity.name}{looks}"


def _refused(error: errors.Error) -> Reject:
    """PostgreSQL's own words: message, detail, and the column where it names one."""
    diag = error.diag
    words = [diag.message_primary or str(error), diag.message_detail]
    return Reject(": ".join(filter(None, words)), diag.column_name, code="database")


def _later(earlier: WireRow, later: WireRow, entity: Entity, merging: frozenset[str]) -> WireRow:
    """Two payloads of one row as if stored one after the other, the newer version last."""
    if entity.version and is_older(entity.table, entity.version, later, earlier):
        return earlier
    row = earlier | later
    for name in merging & earlier.keys() & later.keys():
        row[name] = merged(earlier[name], later[name])
    return row
