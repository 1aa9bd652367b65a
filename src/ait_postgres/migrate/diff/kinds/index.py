"""CREATE, ALTER, DROP INDEX."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.inheritance import comes_along
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Constraint, Index, Key
from ait_postgres.migrate.quote import named, qualified, quote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ait_postgres.migrate.diff.state import State


def create(item: Index, state: State) -> Iterator[Step]:
    """CREATE INDEX, in the schema of its table, and what it has no clause for."""
    unique = "UNIQUE " if item.unique else ""
    definition = item.definition
    if item.valid:  # of a partitioned table it is printed with ONLY, to be attached to
        definition = definition.replace("ON ONLY ", "ON ", 1)
    yield Step(
        sql=f"CREATE {unique}INDEX {quote(item.name)} {definition}",
        key=item.key,
        rank=Rank.INDEX,
        creates=frozenset({item.key}),
        needs=needed(item, state),
    )
    yield from attached(item, state)
    yield from _statistics(replace(item, statistics=()), item)
    yield from marks(item)


def attached(item: Index | Constraint, state: State) -> Iterator[Step]:
    """ATTACH PARTITION, where making the parent's index does not do it."""
    if item.attached_to and hangs_on(item, state) and not is_taken_in(item, state):
        yield attach_index(item, item.attached_to)


def needed(item: Index | Constraint, state: State) -> frozenset[Key]:
    """What an index is made after: those that it takes in, which have names of their own."""
    needs = set(state.new.needs(item.key))
    above = state.new.index(item.attached_to or "")
    if above and is_taken_in(item, state):
        needs.discard(above)
    for copy in state.copies.get(item.key, ()):
        held = state.new.by_key[copy]
        if isinstance(held, (Index, Constraint)) and is_taken_in(held, state):
            needs.add(copy)
    return frozenset(needs)


def is_taken_in(item: Index | Constraint, state: State) -> bool:
    """Whether making the parent's index, or one at all, finds a new one of a partition's own."""
    above = state.new.index(item.attached_to or "")
    if above is None or not (state.is_made(item.key) and state.is_made(above)):
        return False
    parent = state.new.by_key[above]
    valid = parent.valid if isinstance(parent, Index) else getattr(parent, "index_valid", True)
    return valid and hangs_on(item, state) and not comes_along(item, state)


def drop(item: Index, state: State) -> Iterator[Step]:
    """DROP INDEX; a partition's key that is a part of it goes only with CASCADE."""
    keys = any(one.kind == "constraint" for one in state.old.goes_with(item.key))
    yield Step(
        sql=f"DROP INDEX {named(item.key)}{' CASCADE' if keys else ''}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(old: Index, new: Index, state: State) -> list[Step] | None:
    """Its parameters, what it is used for and what it is a part of; not what it indexes."""
    if (old.shape, old.unique) != (new.shape, new.unique):
        return None
    if old.attached_to and old.attached_to != new.attached_to and hangs_on(new, state):
        return None
    steps: list[Step] = []
    if old.valid != new.valid:
        if not new.valid:
            return None
        if not _is_partitioned(new):
            steps.append(_alter(new, f"REINDEX INDEX {named(new.key)}"))
    if _is_partitioned(new) and old.options != new.options:
        return None
    if new.attached_to and not old.attached_to and hangs_on(new, state):
        steps.append(attach_index(new, new.attached_to))
    steps += options(old.options, new.options, new)
    steps += _statistics(old, new)
    return [*steps, *changed_marks(old, new, state)]


def _is_partitioned(item: Index) -> bool:
    return item.shape.startswith("ON ONLY ")


def options(old: Collection[str], new: Collection[str], item: Index | Constraint) -> Iterator[Step]:
    """ALTER INDEX SET, RESET."""
    set_ = [one for one in new if one not in old]
    names = {one.partition("=")[0] for one in new}
    reset = [name for one in old if (name := one.partition("=")[0]) not in names]
    if set_:
        yield index_step(item, f"SET ({', '.join(set_)})")
    if reset:
        yield index_step(item, f"RESET ({', '.join(reset)})")


def hangs_on(item: Index | Constraint, state: State) -> bool:
    """Whether its table is a partition of the same table before and after."""
    table = Key("table", item.schema, item.table)
    return any(state.stays(table, parent) for parent in state.new.parents(table))


def attach_index(item: Index | Constraint, parent: str) -> Step:
    """Make it a part of the index of the partitioned table."""
    return Step(
        sql=f"ALTER INDEX {parent} ATTACH PARTITION {qualified(item.schema, item.name)}",
        key=item.key,
        rank=Rank.INDEX,
        alters=frozenset({item.key}),
    )


def marks(item: Index | Constraint) -> Iterator[Step]:
    """What of a table is said of one of its indexes: CLUSTER ON, REPLICA IDENTITY."""
    if item.clustered:
        yield _mark(item, f"CLUSTER ON {quote(item.name)}")
    if item.replica_identity:
        yield _mark(item, f"REPLICA IDENTITY USING INDEX {quote(item.name)}")


def changed_marks(old: Index | Constraint, new: Index | Constraint, state: State) -> Iterator[Step]:
    """The same where it changes; another index takes such a mark over by itself."""
    yield from marks(
        replace(
            new,
            clustered=new.clustered and not old.clustered,
            replica_identity=new.replica_identity and not old.replica_identity,
        )
    )
    if old.clustered and not new.clustered:
        table = new.parent
        siblings = [
            *(state.new.children(table, Index) if table else ()),
            *(state.new.children(table, Constraint) if table else ()),
        ]
        if not any(one.clustered for one in siblings):
            yield _mark(new, "SET WITHOUT CLUSTER")


def index_step(item: Index | Constraint, change: str) -> Step:
    """ALTER INDEX."""
    return _alter(item, f"ALTER INDEX {qualified(item.schema, item.name)} {change}")


def _statistics(old: Index, new: Index) -> Iterator[Step]:
    before = dict(one.split("=") for one in old.statistics)
    after = dict(one.split("=") for one in new.statistics)
    for number in sorted(before.keys() | after.keys(), key=int):
        if before.get(number) != after.get(number):
            target = after.get(number, "-1")
            yield index_step(new, f"ALTER COLUMN {number} SET STATISTICS {target}")


def _mark(item: Index | Constraint, change: str) -> Step:
    view = isinstance(item, Index) and item.on_view
    word = "MATERIALIZED VIEW" if view else "TABLE"
    return _alter(item, f"ALTER {word} {qualified(item.schema, item.table)} {change}")


def _alter(item: Index | Constraint, sql: str) -> Step:
    return Step(
        sql=sql,
        key=item.key,
        rank=Rank.INDEX,
        alters=frozenset({item.key}),
        needs=frozenset({item.key}),
    )
