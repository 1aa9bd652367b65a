"""What a run tells while it works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ait_postgres.migrate.journal import Migration, Statement
    from ait_postgres.migrate.walk import Walked


@dataclass(frozen=True, slots=True)
class Waiting:
    """Another run works: told about once a second.

    Attributes:
        seconds: Waited so far.
        holder: The other run's server process, where it can be seen.
    """

    seconds: float
    holder: int | None


@dataclass(frozen=True, slots=True)
class FileStarted:
    """A file is begun, or gone on with; number `place` of `total`.

    Attributes:
        done: How many of its statements are done.
        walked: How far the next one is, if it is in batches and begun.
    """

    migration: Migration
    place: int
    total: int
    done: int = 0
    walked: Walked | None = None


@dataclass(frozen=True, slots=True)
class StatementStarted:
    """A statement is run."""

    migration: Migration
    statement: Statement


@dataclass(frozen=True, slots=True)
class StatementDone:
    """A statement ran; it is not committed yet, unless it runs alone.

    Attributes:
        seconds: What it took; 0 if an earlier run did it, and only its record was missing.
    """

    migration: Migration
    statement: Statement
    seconds: float


@dataclass(frozen=True, slots=True)
class BatchDone:
    """A batch of a statement was committed.

    Attributes:
        walked: How far the statement is.
        rows: How many rows the batch changed.
        share: How much of the table is walked, from 0 to 1, by its statistics; None where
            nobody has counted yet.
    """

    migration: Migration
    statement: Statement
    walked: Walked
    rows: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a broken attempt at a statement left was cleared away, by `sql`."""

    migration: Migration
    statement: Statement
    sql: str


@dataclass(frozen=True, slots=True)
class Retrying:
    """A lock was not to be had in time: a transaction is tried again after a pause.

    Attributes:
        attempt: The number of the next attempt, from 2.
        seconds: The pause.
    """

    migration: Migration
    attempt: int
    seconds: float


@dataclass(frozen=True, slots=True)
class FileDone:
    """A file was applied and committed."""

    migration: Migration
    seconds: float


Event: TypeAlias = (
    Waiting
    | FileStarted
    | StatementStarted
    | BatchDone
    | StatementDone
    | Repaired
    | Retrying
    | FileDone
)
Progress: TypeAlias = Callable[[Event], None]


def silent(_event: Event) -> None:
    """Tell nobody."""
