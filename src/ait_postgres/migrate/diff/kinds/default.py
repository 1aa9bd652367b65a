"""SET, DROP DEFAULT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.inheritance import carries
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Default


def create(item: Default, state: State) -> Iterator[Step]:
    """SET DEFAULT."""
    yield Step(
        sql=f"{_alter(item, state)} SET DEFAULT {item.expression}",
        key=item.key,
        rank=Rank.COLUMN,
        creates=frozenset({item.key}),
    )


def drop(item: Default, state: State) -> Iterator[Step]:
    """DROP DEFAULT."""
    yield Step(
        sql=f"{_alter(item, state)} DROP DEFAULT",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(_old: Default, new: Default, state: State) -> list[Step]:
    """SET DEFAULT to another."""
    return [
        Step(
            sql=f"{_alter(new, state)} SET DEFAULT {new.expression}",
            key=new.key,
            rank=Rank.COLUMN,
            alters=frozenset({new.key}),
        )
    ]


def _alter(item: Default, state: State) -> str:
    # Without ONLY the default of every table below would be the same.
    only = "" if carries(item.key, state) else "ONLY "
    relation = f"ALTER {item.relation.upper()} {only}{qualified(item.schema, item.table)}"
    return f"{relation} ALTER COLUMN {quote(item.name)}" if item.name else relation
