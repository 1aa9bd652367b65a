"""CREATE, DROP MATERIALIZED VIEW."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import MaterializedView


def create(item: MaterializedView, _state: State) -> Iterator[Step]:
    """CREATE MATERIALIZED VIEW."""
    using = f" USING {quote(item.access_method)}" if item.access_method else ""
    options = f" WITH ({', '.join(item.options)})" if item.options else ""
    data = "" if item.populated else "\nWITH NO DATA"
    yield Step(
        sql=f"CREATE MATERIALIZED VIEW {named(item.key)}{using}{options} AS\n"
        f"{item.definition.rstrip(';')}{data}",
        key=item.key,
        rank=Rank.VIEW,
        creates=frozenset({item.key}),
    )


def drop(item: MaterializedView, _state: State) -> Iterator[Step]:
    """DROP MATERIALIZED VIEW; its indexes go with it."""
    yield Step(
        sql=f"DROP MATERIALIZED VIEW {named(item.key)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(_old: MaterializedView, _new: MaterializedView, _state: State) -> None:
    """It is replaced."""
    return
