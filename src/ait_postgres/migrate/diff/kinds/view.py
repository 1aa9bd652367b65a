"""CREATE, REPLACE, ALTER, DROP VIEW."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.options import changed_options, with_options
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import View


def create(item: View, _state: State) -> Iterator[Step]:
    """CREATE VIEW."""
    yield Step(
        sql=_create(item, "CREATE VIEW"),
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
    """CREATE OR REPLACE, options and all, where the old columns stay the first ones."""
    if new.columns[: len(old.columns)] != old.columns:
        return None
    if old.definition == new.definition:
        return [
            _alter(new, f"ALTER VIEW {named(new.key)} {change}")
            for change in changed_options(old.options, new.options)
        ]
    return [_alter(new, _create(new, "CREATE OR REPLACE VIEW"))]


def _alter(item: View, sql: str) -> Step:
    return Step(sql=sql, key=item.key, rank=Rank.VIEW, alters=frozenset({item.key}))


def _create(item: View, word: str) -> str:
    query = item.definition.rstrip(";")
    return f"{word} {named(item.key)}{with_options(item.options)} AS\n{query}"
