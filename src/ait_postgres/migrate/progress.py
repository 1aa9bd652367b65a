"""What a run tells while it works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ait_postgres.migrate.journal import Migration, Statement


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
    """A file's transaction was opened; it is number `place` of `total`."""

    migration: Migration
    place: int
    total: int


@dataclass(frozen=True, slots=True)
class StatementDone:
    """A statement ran; it is not committed yet."""

    migration: Migration
    statement: Statement
    seconds: float


@dataclass(frozen=True, slots=True)
class FileDone:
    """A file was applied and committed."""

    migration: Migration
    seconds: float


Event: TypeAlias = Waiting | FileStarted | StatementDone | FileDone
Progress: TypeAlias = Callable[[Event], None]


def silent(_event: Event) -> None:
    """Tell nobody."""
