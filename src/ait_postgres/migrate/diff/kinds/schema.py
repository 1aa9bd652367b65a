"""CREATE, DROP SCHEMA."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Schema


def create(item: Schema, _state: State) -> Iterator[Step]:
    """CREATE SCHEMA."""
    yield Step(
        sql=f"CREATE SCHEMA {quote(item.name)}",
        key=item.key,
        rank=Rank.SCHEMA,
        creates=frozenset({item.key}),
    )


def drop(item: Schema, _state: State) -> Iterator[Step]:
    """DROP SCHEMA, which must be empty by then."""
    yield Step(
        sql=f"DROP SCHEMA {quote(item.name)}",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
    )


def alter(_old: Schema, _new: Schema, _state: State) -> tuple[Step, ...]:
    """Nothing: a schema is only a name."""
    return ()
