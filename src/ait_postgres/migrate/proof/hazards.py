"""What a statement may do where people work, told from what it was seen to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.model import Column, Constraint, Index
from ait_postgres.migrate.plan import Hazard, Lock, LockMode, PlannedStatement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Catalogue, Key
    from ait_postgres.migrate.observe import Observed

#: Seconds. All that comes after a waiting lock queues behind it: a wait of 2 s was measured to
#: stall readers for 1.7 s. At most 1 s, then another try, is the whole trick.
LOCK_TIMEOUT: Final = 1.0
#: Seconds, for what only changes the catalogue: it takes milliseconds, or something is wrong.
STATEMENT_TIMEOUT: Final = 3.0

_READABLE: Final = frozenset({"table", "materialized_view", "view", "foreign_table"})


def planned(
    step: Step,
    observed: Observed,
    wanted: Catalogue,
    *,
    new: AbstractSet[Key],
    commits: bool,
    on_rows: Hazard | None,
) -> PlannedStatement:
    """Put together what is known of one statement.

    Args:
        step: The statement.
        observed: What it did.
        wanted: The state that the plan leads to.
        new: What the plan made before it: nobody works there yet.
        commits: Whether what follows needs its effect committed.
        on_rows: What was seen to go wrong with invented rows.
    """
    locks = tuple(_locks(observed.locks, new))
    rewrites = tuple(key for key in observed.rewritten if key not in new)
    scans = tuple(key for key in observed.scanned if key not in new)
    hazards = {
        *of_locks(locks, rewrites, scans),
        *_of_work(step, rewrites, scans, observed),
        *([on_rows] if on_rows else _of_checks(step, wanted, set(scans) - set(rewrites))),
    }
    strong = any(lock.mode >= LockMode.SHARE_UPDATE_EXCLUSIVE for lock in locks)
    long = bool(rewrites or scans) or not step.transactional
    return PlannedStatement(
        sql=step.sql,
        subject=step.key,
        transactional=step.transactional,
        commits=commits,
        begins=step.begins,
        loses=step.loses,
        locks=locks,
        rewrites=rewrites,
        scans=scans,
        rebuilds=tuple(key for key in observed.rebuilt if key not in new),
        hazards=tuple(sorted(hazards)),
        # A concurrent build that times out leaves an INVALID index, and blocks nobody by waiting.
        lock_timeout=LOCK_TIMEOUT if strong and step.transactional else 0,
        # How long a scan takes is the rows' affair.
        statement_timeout=STATEMENT_TIMEOUT if strong and not long else 0,
    )


def _locks(locks: Iterable[Lock], new: AbstractSet[Key]) -> Iterator[Lock]:
    """Locks worth a word: not of mere reading, and of an index only where its table's is weaker."""
    found = [lock for lock in locks if lock.relation not in new and lock.mode > 1]
    on_tables = [lock.mode for lock in found if lock.relation.kind != "index"]
    strongest = max(on_tables, default=LockMode.ACCESS_SHARE)
    for lock in found:
        if lock.relation.kind != "index" or lock.mode > strongest:
            yield lock


def of_locks(
    locks: Iterable[Lock], rewrites: Iterable[Key], scans: Iterable[Key]
) -> Iterator[Hazard]:
    """Who has to wait for locks, and for how long.

    Args:
        locks: The strongest on each relation.
        rewrites: What is written anew meanwhile.
        scans: What is read from end to end meanwhile.
    """
    while_ = "until its transaction ends"
    if set(rewrites):
        while_ = "while it rewrites the table"
    elif set(scans):
        while_ = "while it reads the table"
    for key, mode in locks:
        if key.kind not in _READABLE:
            continue
        if mode.blocks_reads:
            yield Hazard("blocks_reads", f"{key}: nobody can read it or write to it {while_}")
        elif mode.blocks_writes:
            yield Hazard("blocks_writes", f"{key}: nobody can write to it {while_}")


def _of_work(
    step: Step, rewrites: Iterable[Key], scans: Iterable[Key], observed: Observed
) -> Iterator[Hazard]:
    for key in rewrites:
        indexes = ", with its indexes" if observed.rebuilt else ""
        yield Hazard("rewrites_table", f"{key}: every row is written anew{indexes}")
    for key in scans:
        if key not in set(rewrites):
            yield Hazard("scans_table", f"{key}: every row is read")
    if step.loses:
        yield Hazard("loses_data", f"{step.key}: what is stored there is lost")
    if not step.transactional:
        yield Hazard(
            "outside_transaction",
            "it runs outside a transaction: after a failure, part of it may be left",
        )


def _of_checks(step: Step, wanted: Catalogue, scans: AbstractSet[Key]) -> Iterator[Hazard]:
    """What the invented rows passed and others may not."""
    if step.refuses:
        yield Hazard(
            "fails_on_some_rows",
            f"{step.key}: it fails where a row has a value that the new type has not",
        )
    if not scans:
        return
    for key in step.creates | step.alters:
        item = wanted.by_key.get(key)
        if (isinstance(item, Index) and item.unique) or isinstance(item, Constraint):
            yield Hazard("fails_on_some_rows", f"{key}: it fails where a row does not fit it")
        elif isinstance(item, Column) and item.not_null and key in step.alters:
            yield Hazard("fails_on_some_rows", f"{key}: it fails where a row has NULL there")
