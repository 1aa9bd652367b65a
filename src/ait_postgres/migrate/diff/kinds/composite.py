"""CREATE, DROP TYPE of composite types; their attributes are objects of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.kinds import attribute
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Attribute
from ait_postgres.migrate.quote import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Composite


def create(item: Composite, state: State) -> Iterator[Step]:
    """CREATE TYPE ... AS with its attributes."""
    attributes = sorted(state.new.children(item.key, Attribute), key=lambda one: one.position)
    lines = ",".join(f"\n    {attribute.definition(one)}" for one in attributes)
    yield Step(
        sql=f"CREATE TYPE {named(item.key)} AS ({lines}\n)"
        if lines
        else f"CREATE TYPE {named(item.key)} AS ()",
        key=item.key,
        rank=Rank.TYPE,
        creates=frozenset({item.key, *(one.key for one in attributes)}),
    )


def drop(item: Composite, _state: State) -> Iterator[Step]:
    """DROP TYPE."""
    yield Step(
        sql=f"DROP TYPE {named(item.key)}",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
    )


def alter(old: Composite, new: Composite, _state: State) -> tuple[Step, ...] | None:
    """Nothing where its attributes can come and go; an attribute can only come at the end."""
    kept = tuple(name for name in old.attributes if name in new.attributes)
    return () if new.attributes[: len(kept)] == kept else None
