"""A plan: the statements of a migration as values, with what each does to a running system.

Pure: what is written here was observed elsewhere, by running each statement
in a scratch database.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ait_postgres.migrate.model import Key


class LockMode(IntEnum):
    """A table-level lock, weak to strong, as PostgreSQL's manual names it ("Explicit Locking")."""

    ACCESS_SHARE = 1
    ROW_SHARE = 2
    ROW_EXCLUSIVE = 3
    SHARE_UPDATE_EXCLUSIVE = 4
    SHARE = 5
    SHARE_ROW_EXCLUSIVE = 6
    EXCLUSIVE = 7
    ACCESS_EXCLUSIVE = 8

    def __str__(self) -> str:
        return self.name.replace("_", " ")

    @property
    def blocks_reads(self) -> bool:
        """Whether SELECT waits for it."""
        return self is LockMode.ACCESS_EXCLUSIVE

    @property
    def blocks_writes(self) -> bool:
        """Whether INSERT, UPDATE and DELETE wait for it."""
        return self >= LockMode.SHARE


class Lock(NamedTuple):
    """The strongest lock that a statement takes on one relation."""

    relation: Key
    mode: LockMode


class Hazard(NamedTuple):
    """What may go wrong when a statement runs where people work.

    Attributes:
        code: Stable, for programs: `blocks_reads`, `blocks_writes`,
            `rewrites_table`, `scans_table`, `loses_data`, `fails_on_any_row`,
            `fails_on_some_rows`, `outside_transaction`, `no_online_form`.
        text: One sentence for people.
    """

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStatement:
    """One statement, and what it was seen to do.

    Attributes:
        sql: Without a semicolon.
        subject: What it creates, changes or drops.
        transactional: Whether it may run within a transaction.
        commits: Whether what follows needs its effect committed.
        begins: Whether what stands before it is to be committed first.
        loses: Whether it gives up what people stored.
        locks: On relations that were there before the plan, sorted.
        rewrites: Tables and materialised views that it writes anew, of the
            same.
        scans: Those that it reads from end to end.
        rebuilds: Indexes that it builds anew, of the same.
        hazards: Sorted by code.
        lock_timeout: Seconds that it should wait for its locks; 0 is for ever.
        statement_timeout: Seconds that it should take at most; 0 is for ever.
    """

    sql: str
    subject: Key
    transactional: bool = True
    commits: bool = False
    begins: bool = False
    loses: bool = False
    locks: tuple[Lock, ...] = ()
    rewrites: tuple[Key, ...] = ()
    scans: tuple[Key, ...] = ()
    rebuilds: tuple[Key, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    lock_timeout: float = 0
    statement_timeout: float = 0

    def as_json(self) -> dict[str, Any]:
        """What `diff --json` prints of it; keys and relations as people write them."""
        return {
            "sql": self.sql,
            "subject": str(self.subject),
            "transactional": self.transactional,
            "commits": self.commits,
            "begins": self.begins,
            "loses_data": self.loses,
            "locks": [{"relation": str(key), "mode": str(mode)} for key, mode in self.locks],
            "rewrites": [str(key) for key in self.rewrites],
            "scans": [str(key) for key in self.scans],
            "rebuilds": [str(key) for key in self.rebuilds],
            "hazards": [hazard._asdict() for hazard in self.hazards],
            "lock_timeout": self.lock_timeout,
            "statement_timeout": self.statement_timeout,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Statements in order, proven together.

    Attributes:
        statements: To be run one after the other.
        empty: Tables that were there before and for which no row could be
            invented: that their rows survive is not shown.
    """

    statements: tuple[PlannedStatement, ...]
    empty: tuple[Key, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What `diff --json` prints of it."""
        return {
            "statements": [statement.as_json() for statement in self.statements],
            "tables_without_rows": [str(key) for key in self.empty],
        }
