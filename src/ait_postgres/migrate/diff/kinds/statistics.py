"""CREATE, ALTER, DROP STATISTICS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Statistics


def create(item: Statistics, _state: State) -> Iterator[Step]:
    """CREATE STATISTICS, and its target, which that has no clause for."""
    yield Step(
        sql=f"CREATE STATISTICS {named(item.key)} {item.definition}",
        key=item.key,
        rank=Rank.INDEX,
        creates=frozenset({item.key}),
    )
    if item.target is not None:
        yield _target(item)


def drop(item: Statistics, _state: State) -> Iterator[Step]:
    """DROP STATISTICS."""
    yield Step(
        sql=f"DROP STATISTICS {named(item.key)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(old: Statistics, new: Statistics, _state: State) -> list[Step] | None:
    """Its target; what it watches cannot be changed."""
    return [_target(new)] if old.definition == new.definition else None


def _target(item: Statistics) -> Step:
    target = -1 if item.target is None else item.target
    return Step(
        sql=f"ALTER STATISTICS {named(item.key)} SET STATISTICS {target}",
        key=item.key,
        rank=Rank.INDEX,
        alters=frozenset({item.key}),
        needs=frozenset({item.key}),
    )
