"""One statement of a migration, and all that was seen when it ran: what rules are asked about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ait_postgres.migrate.observe import Observed
from ait_postgres.migrate.plan import Lock, LockMode
from ait_postgres.migrate.proof.hazards import of_locks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ait_postgres.migrate.journal import Statement
    from ait_postgres.migrate.lint.tables import Column, Constraint, Enum, Index, Table


class Notice(NamedTuple):
    """What PostgreSQL said while it ran a statement.

    Attributes:
        sqlstate: Its code.
        text: Its message.
    """

    sqlstate: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A statement that was run in a scratch database.

    An old table is one that was there before the file: people work with it. A
    fresh one was made by the file, and may be locked for as long as it takes.

    Attributes:
        file: The migration's file.
        statement: The statement.
        major: The server's major version.
        observed: What it locked, rewrote and read.
        before: By oid: the tables that it locked, as they were.
        after: The same as they are, and those that it made.
        fresh: Oids of tables that the file made before it.
        enums_before: Every enum type by oid, as they were.
        enums_after: As they are.
        enums_first: As they were before the file.
        enums_end: As they are after the last statement of the file.
        emptied: Oids of tables that held rows before it, and none after.
        notices: What PostgreSQL said.
        held: Locks on old tables that its transaction held before it.
        fails: What went wrong with invented rows, in words; None: nothing.
        batched: Whether it is run in batches, each in a transaction of its own.
        split: Whether PostgreSQL refused it in one transaction with what is
            above it.
        first: All tables as they were before the file.
        end: All tables as they are after the last statement of the file.
    """

    file: str
    statement: Statement
    major: int
    observed: Observed = field(default_factory=Observed)
    before: Mapping[int, Table] = field(default_factory=dict[int, "Table"])
    after: Mapping[int, Table] = field(default_factory=dict[int, "Table"])
    fresh: frozenset[int] = frozenset()
    enums_before: Mapping[int, Enum] = field(default_factory=dict[int, "Enum"])
    enums_after: Mapping[int, Enum] = field(default_factory=dict[int, "Enum"])
    enums_first: Mapping[int, Enum] = field(default_factory=dict[int, "Enum"], repr=False)
    enums_end: Mapping[int, Enum] = field(default_factory=dict[int, "Enum"], repr=False)
    emptied: frozenset[int] = frozenset()
    notices: tuple[Notice, ...] = ()
    held: tuple[Lock, ...] = ()
    fails: str | None = None
    batched: bool = False
    split: bool = False
    first: Mapping[int, Table] = field(default_factory=dict[int, "Table"], repr=False)
    end: Mapping[int, Table] = field(default_factory=dict[int, "Table"], repr=False)

    @property
    def old(self) -> Iterator[Table]:
        """The old tables that it locked, as they were."""
        return (table for oid, table in self.before.items() if oid not in self.fresh)

    @property
    def kept(self) -> Iterator[tuple[Table, Table]]:
        """The old tables that it locked and did not drop, as they were and as they are."""
        return ((one, self.after[one.oid]) for one in self.old if one.oid in self.after)

    @property
    def made(self) -> Iterator[Table]:
        """The tables that it made."""
        return (table for oid, table in self.after.items() if oid not in self.before)

    @property
    def locks(self) -> tuple[Lock, ...]:
        """The strongest on each old table."""
        keys = {table.key for table in self.old}
        return tuple(lock for lock in self.observed.locks if lock.relation in keys)

    def lock(self, table: Table) -> LockMode:
        """The strongest lock on a table."""
        found = (lock.mode for lock in self.observed.locks if lock.relation == table.key)
        return next(found, LockMode.ACCESS_SHARE)

    def rewrites(self, table: Table) -> bool:
        """Whether it wrote every row anew, of the table or of one below it."""
        keys = {one.key for one in self.family(table)}
        return bool(keys.intersection(self.observed.rewritten))

    def scans(self, table: Table) -> bool:
        """Whether it read every row, of the table or of one below it."""
        keys = {one.key for one in self.family(table)}
        return bool(keys.intersection(self.observed.scanned))

    def works(self, table: Table) -> bool:
        """Whether it took as long as the table is big, while people had to wait."""
        waits = waits_for(Lock(table.key, self.lock(table)))
        return waits and (self.scans(table) or self.rewrites(table))

    def family(self, table: Table) -> Iterator[Table]:
        """An old table as it was, with its partitions and the tables that inherit from it."""
        for one in self.old:
            if one.oid == table.oid:
                yield one
            elif one.parent == table.oid:
                yield from self.family(one)

    @property
    def blocks(self) -> str:
        """Who has to wait for it, and for how long, in words."""
        keys = {table.key for table in self.old}
        rewrites = keys.intersection(self.observed.rewritten)
        scans = keys.intersection(self.observed.scanned)
        hazards = of_locks(self.locks, rewrites, scans)
        return "; ".join(dict.fromkeys(one.text for one in hazards))

    def new_columns(self) -> Iterator[tuple[Table, int, Column]]:
        """Columns that it added to old tables themselves, each with its number."""
        for was, table in self.kept:
            for number, column in table.columns.items():
                if number not in was.columns and not column.inherited:
                    yield table, number, column

    def new_constraints(self, forms: str) -> Iterator[tuple[Table, Constraint]]:
        """Constraints of some forms that it added to old tables themselves.

        A change of type makes those of the column again, under their names.
        """
        for was, table in self.kept:
            names = {constraint.name for constraint in was.constraints.values()}
            for constraint in table.constraints.values():
                new = constraint.name not in names and not constraint.copied
                if new and constraint.form in forms:
                    yield table, constraint

    def new_indexes(self) -> Iterator[tuple[Table, Index]]:
        """Indexes of their own that it added to old tables."""
        for was, table in self.kept:
            names = {index.name for index in was.indexes.values()}
            for index in table.indexes.values():
                if index.name not in names and not (index.of_constraint or index.attached):
                    yield table, index

    def written(self) -> Iterator[tuple[Table, int, Column]]:
        """Columns of any table, old or fresh, that are new or have another type or default now."""
        for oid, table in self.after.items():
            was = self.before.get(oid)
            for number, column in table.columns.items():
                old = was.columns.get(number) if was else None
                same = old and (old.type, old.default) == (column.type, column.default)
                if table.form in "rp" and not same and not column.inherited:
                    yield table, number, column


def waits_for(lock: Lock) -> bool:
    """Whether people wait for a lock: nobody but a refresh writes to a materialised view."""
    if lock.relation.kind == "materialized_view":
        return lock.mode.blocks_reads
    return lock.mode.blocks_writes


__all__ = ["Notice", "Seen", "waits_for"]
