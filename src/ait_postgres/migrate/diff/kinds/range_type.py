"""CREATE, DROP TYPE of ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Range


def create(item: Range, _state: State) -> Iterator[Step]:
    """CREATE TYPE ... AS RANGE."""
    yield Step(
        sql=f"CREATE TYPE {named(item.key)} AS RANGE ({', '.join(item.options)})",
        key=item.key,
        rank=Rank.TYPE,
        creates=frozenset({item.key}),
    )


def drop(item: Range, _state: State) -> Iterator[Step]:
    """DROP TYPE."""
    yield Step(
        sql=f"DROP TYPE {named(item.key)}",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
    )


def alter(_old: Range, _new: Range, _state: State) -> None:
    """No range type can be changed; it is replaced."""
    return
