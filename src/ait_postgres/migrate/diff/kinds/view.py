"""CREATE, REPLACE, ALTER, DROP VIEW."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import View


def create(item: View, _state: State) -> Iterator[Step]:
    """CREATE VIEW."""
    yield Step(
        sql=_create(item),
        key=item.key,
        rank=Rank.VIEW,
        creates=frozenset({item.key}),
    )


def drop(item: View, _state: State) -> Iterator[Step]:
    """DROP VIEW."""
    yield Step(
        sql=f"DROP VIEW {named(item.key)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(old: View, new: View, _state: State) -> list[Step] | None:
    """CREATE OR REPLACE, where the old columns stay the first ones."""
    if new.columns[: len(old.columns)] != old.columns:
        return None
    if (old.definition, old.options) == (new.definition, new.options):
        return []
    return [
        Step(
            sql=_create(new, replace=True),
            key=new.key,
            rank=Rank.VIEW,
            alters=frozenset({new.key}),
        )
    ]


def _create(item: View, *, replace: bool = False) -> str:
    options = f" WITH ({', '.join(item.options)})" if item.options else ""
    word = "CREATE OR REPLACE VIEW" if replace else "CREATE VIEW"
    return f"{word} {named(item.key)}{options} AS\n{item.definition.rstrip(';')}"
