"""What an ingest did, as a value that adds up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ait_postgres.ingest.upsert import Counts


@dataclass(frozen=True, slots=True)
class IngestResult:
    """Counts of one entity's payloads; the first five add up to the payloads read.

    Attributes:
        inserted: Rows that were new.
        updated: Rows that changed.
        unchanged: Rows that were there already, as they are, or newer; nothing was written.
        superseded: Payloads of a row that a later payload of the same batch spoke of too.
        rejected: Payloads that are in `ingest_rejects`, with the reason.
        foreign: Those of the rejected that are not payloads of this entity at all.
        repaired: Rows with text that PostgreSQL cannot hold, stored with U+FFFD in
            its place; their remainder names the columns.
        reasons: How many payloads were rejected for which reason.
    """

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    superseded: int = 0
    rejected: int = 0
    foreign: int = 0
    repaired: int = 0
    reasons: Counter[str] = field(default_factory=Counter[str])

    @property
    def read(self) -> int:
        """How many payloads there were."""
        return self.inserted + self.updated + self.unchanged + self.superseded + self.rejected

    @property
    def changed(self) -> bool:
        """Whether any row was written."""
        return bool(self.inserted or self.updated)

    def __add__(self, other: IngestResult) -> IngestResult:
        """Add up two results."""
        return IngestResult(
            self.inserted + other.inserted,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.superseded + other.superseded,
            self.rejected + other.rejected,
            self.foreign + other.foreign,
            self.repaired + other.repaired,
            self.reasons + other.reasons,
        )


def stored(counts: Counts) -> IngestResult:
    """The result of rows that reached their table."""
    return IngestResult(counts.inserted, counts.updated, counts.unchanged)
