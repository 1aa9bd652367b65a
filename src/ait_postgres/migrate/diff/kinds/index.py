"""CREATE, ALTER, DROP INDEX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Index


def create(item: Index, _state: State) -> Iterator[Step]:
    """CREATE INDEX, in the schema of its table."""
    unique = "UNIQUE " if item.unique else ""
    yield Step(
        sql=f"CREATE {unique}INDEX {quote(item.name)} {item.definition}",
        key=item.key,
        rank=Rank.INDEX,
        creates=frozenset({item.key}),
    )


def drop(item: Index, _state: State) -> Iterator[Step]:
    """DROP INDEX."""
    yield Step(
        sql=f"DROP INDEX {named(item.key)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(_old: Index, _new: Index, _state: State) -> None:
    """No index can be changed; it is replaced."""
    return
