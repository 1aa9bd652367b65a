"""What an ingest did, as a value that adds up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ait_postgres.ingest.upsert import Counts


@dataclass(frozen=True, slots=True)
class IngestResult:
    """Counts of one entity's payloads; the first six add up to the payloads read.

    Attributes:
        inserted: Rows that were new.
        updated: Rows that changed.
        unchanged: Rows that were there already, as they are, or newer; nothing was written.
        deleted: Rows that a payload said are gone at the vendor.
        superseded: Payloads of a row that another payload of the same batch spoke of too.
        rejected: Payloads that are in `ingest_rejects`, with the reason.
        foreign: Those of the rejected that are not payloads of this entity at all.
        repaired: Rows with what PostgreSQL cannot hold: U+FFFD stands for U+0000 and for
            half a character, null for NaN, the last for keys that an object repeats (the
            others stand beside it under `$repeated`). Their remainder names the columns.
        swept: Rows that a full sync did not speak of, deleted; see `sync_all`.
        retries: Batches stored anew because PostgreSQL ended a deadlock with them.
        reasons: How many payloads were rejected for which reason.
    """

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    superseded: int = 0
    rejected: int = 0
    foreign: int = 0
    repaired: int = 0
    swept: int = 0
    retries: int = 0
    reasons: Counter[str] = field(default_factory=Counter[str])

    @property
    def read(self) -> int:
        """How many payloads there were."""
        rows = self.inserted + self.updated + self.unchanged + self.deleted
        return rows + self.superseded + self.rejected

    @property
    def changed(self) -> bool:
        """Whether any row was written."""
        return bool(self.inserted or self.updated or self.deleted or self.swept)

    def __add__(self, other: IngestResult) -> IngestResult:
        """Add up two results."""
        return IngestResult(
            **{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        )


def stored(counts: Counts) -> IngestResult:
    """The result of rows that reached their table."""
    return IngestResult(counts.inserted, counts.updated, counts.unchanged)
