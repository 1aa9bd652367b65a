"""CREATE, REPLACE, DROP AGGREGATE."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Aggregate


def create(item: Aggregate, _state: State) -> Iterator[Step]:
    """CREATE AGGREGATE."""
    yield Step(
        sql=_create(item, "CREATE"),
        key=item.key,
        rank=Rank.ROUTINE,
        creates=frozenset({item.key}),
    )


def drop(item: Aggregate, _state: State) -> Iterator[Step]:
    """DROP AGGREGATE."""
    yield Step(
        sql=f"DROP AGGREGATE {named(item.key)}({item.signature})",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
    )


def alter(old: Aggregate, new: Aggregate, _state: State) -> list[Step] | None:
    """CREATE OR REPLACE, where its arguments' names and its result stay."""
    hypothetical = "HYPOTHETICAL" in old.options, "HYPOTHETICAL" in new.options
    if (old.signature, old.returns) != (new.signature, new.returns) or len({*hypothetical}) > 1:
        return None
    return [
        Step(
            sql=_create(new, "CREATE OR REPLACE"),
            key=new.key,
            rank=Rank.ROUTINE,
            alters=frozenset({new.key}),
        )
    ]


def _create(item: Aggregate, word: str) -> str:
    options = ",".join(f"\n    {option}" for option in item.options)
    return f"{word} AGGREGATE {named(item.key)}({item.signature}) ({options}\n)"
