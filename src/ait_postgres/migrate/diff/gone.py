"""What must go: dropped for good, or dropped and made again around a change.

PostgreSQL refuses to drop what others depend on, so these must go before, or
let go of it by a change of their own; and what it drops by itself must be made
again where it is still wanted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.swap import displaced, goes_over, held_fast, swapped, whole
from ait_postgres.migrate.model import Constraint, Index

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.diff.step import Step
    from ait_postgres.migrate.model import Dependency, Key

# PostgreSQL rebuilds indexes, constraints and defaults when a column's type changes, and refuses
# where one of these uses the column (ATExecAlterColumnType).
_REFUSES: Final = frozenset(
    {"view", "materialized_view", "rule", "policy", "trigger", "routine", "publication"}
)


@dataclass(frozen=True, slots=True)
class Gone:
    """What is dropped.

    Attributes:
        keys: All of it.
        implied: Of these, what PostgreSQL drops together with another, by the other's key.
        over: Columns that stay although their types go and are made again, by
            key, with the types (see `swap`).
        swapped: These types, and those that they are made of.
    """

    keys: frozenset[Key]
    implied: Mapping[Key, Key]
    over: Mapping[Key, frozenset[Key]]
    swapped: frozenset[Key]


def what_goes(state: State, changes: Mapping[Key, tuple[Step, ...] | None]) -> Gone:
    """Find everything that must be dropped.

    Args:
        state: The two catalogues.
        changes: By key of what is there before and after and differs: the
            statements that change it, or None where it can only be replaced.
    """
    gone = {key for key in state.old.by_key if key not in state.new}
    gone |= {key for key, steps in changes.items() if steps is None}
    gone |= set(held_fast(state, changes))
    implied: dict[Key, Key] = {}
    over: defaultdict[Key, set[Key]] = defaultdict(set)
    _displace(state, changes, gone)
    queue = sorted(gone)
    while queue:
        key = queue.pop(0)
        for one in state.old.dependents.get(key, ()):
            if _lets_go(one, state, changes):
                continue
            if goes_over(one.of, key, state):
                found = [] if one.of in over else _around(one.of, state)
                over[one.of].add(key)
            else:
                found = [whole(one.of, key)]
            if one.auto:
                implied.setdefault(one.of, key)
            for of in found:
                if of not in gone:
                    gone.add(of)
                    queue.append(of)
        if (whole_of := _part_of(key, gone, state)) and whole_of not in gone:
            gone.add(whole_of)
            queue.append(whole_of)
    kept = {column: frozenset(types) for column, types in over.items() if column not in gone}
    renamed = swapped(kept, gone, state)
    with_what = _with_its_own(implied, gone, state)
    return Gone(frozenset(gone), _really(with_what, renamed, state), kept, renamed)


def _part_of(key: Key, gone: Collection[Key], state: State) -> Key | None:
    """The index that one is attached to, which must go with it: no partition loses it alone."""
    item = state.old.get(key)
    if not isinstance(item, (Constraint, Index)) or not item.attached_to or item.parent in gone:
        return None
    of = state.old.index(item.attached_to)
    table = state.old.table_of(of) if of else None
    return of if item.parent and state.stays(item.parent, table) else None


def _really(
    implied: Mapping[Key, Key], renamed: Collection[Key], state: State
) -> Mapping[Key, Key]:
    """What goes with another, but for a type that is only renamed at first: then its parts alone.

    Before PostgreSQL 15 a generated column, too, goes with a type in its expression.
    """
    return {
        key: of
        for key, of in implied.items()
        if of not in renamed or ((item := state.old.get(key)) and item.parent == of)
    }


def _with_its_own(
    implied: Mapping[Key, Key], gone: Collection[Key], state: State
) -> dict[Key, Key]:
    """The same, where what an object is a part of goes, too: together with that."""
    found = dict(implied)
    for key in implied:
        parent = state.old.by_key[key].parent
        if parent and parent in gone and parent.kind != "schema":
            found[key] = parent
    return found


def _displace(state: State, changes: Mapping[Key, tuple[Step, ...] | None], gone: set[Key]) -> None:
    for steps in changes.values():
        for step in steps or ():
            for key in step.displaces:
                if key in state.old and key.kind not in {"column", "attribute"}:
                    gone.add(key)
                gone.update(_refusing(key, state))


def _around(column: Key, state: State) -> list[Key]:
    """What must be dropped before a column goes over to its new type."""
    return sorted({*displaced(column, state), *_refusing(column, state)})


def _refusing(key: Key, state: State) -> Iterator[Key]:
    """What of its dependents does not let it change."""
    for one in state.old.dependents.get(key, ()):
        key_of = one.of.kind == "table" and not one.auto  # of a partitioned table
        own = state.old.table_of(one.of) == state.old.table_of(key)  # not a child table's copy
        if key_of or one.of.kind in _REFUSES or (own and _generated(state, one.of)):
            yield one.of


def _generated(state: State, key: Key) -> bool:
    return key.kind == "column" and bool(getattr(state.old.get(key), "generated", ""))


def _lets_go(one: Dependency, state: State, changes: Mapping[Key, tuple[Step, ...] | None]) -> bool:
    """Whether a change of the dependent's own, or a DETACH of its table, ends the dependency."""
    child, parent = state.old.table_of(one.of), state.old.table_of(one.on)
    if one.auto and child and parent and parent in state.old.parents(child):
        return bool(changes.get(child)) and not state.stays(child, parent)
    return bool(changes.get(one.of)) and one.on not in state.new.needs(one.of)
