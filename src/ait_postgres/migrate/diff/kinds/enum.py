"""CREATE, ALTER, DROP TYPE of enums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import literal, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Enum


def create(item: Enum, _state: State) -> Iterator[Step]:
    """CREATE TYPE ... AS ENUM."""
    values = ", ".join(literal(value) for value in item.values)
    yield Step(
        sql=f"CREATE TYPE {named(item.key)} AS ENUM ({values})",
        key=item.key,
        rank=Rank.TYPE,
        creates=frozenset({item.key}),
    )


def drop(item: Enum, _state: State) -> Iterator[Step]:
    """DROP TYPE."""
    yield Step(
        sql=f"DROP TYPE {named(item.key)}",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
    )


def alter(old: Enum, new: Enum, _state: State) -> list[Step] | None:
    """ADD VALUE in place, where the old values stand in the same order."""
    if [value for value in new.values if value in old.values] != list(old.values):
        return None
    return list(_added(old, new))


def _added(old: Enum, new: Enum) -> Iterator[Step]:
    there = list(old.values)
    for place, value in enumerate(new.values):
        if value in there:
            continue
        if place:
            where = f" AFTER {literal(new.values[place - 1])}"
        elif there:
            where = f" BEFORE {literal(there[0])}"
        else:
            where = ""
        if place == len(there):
            where = ""
        there.insert(place, value)
        yield Step(
            sql=f"ALTER TYPE {named(new.key)} ADD VALUE {literal(value)}{where}",
            key=new.key,
            rank=Rank.ENUM_VALUE,
            alters=frozenset({new.key}),
            commits=True,
        )
