"""CREATE, ALTER, REFRESH, DROP MATERIALIZED VIEW."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.options import changed_options, with_options
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import MaterializedView

# ALTER MATERIALIZED VIEW SET ACCESS METHOD is new in 15.
_SET_ACCESS_METHOD: Final = 15


def create(item: MaterializedView, _state: State) -> Iterator[Step]:
    """CREATE MATERIALIZED VIEW."""
    using = f" USING {quote(item.access_method)}" if item.access_method else ""
    data = "" if item.populated else "\nWITH NO DATA"
    yield Step(
        sql=f"CREATE MATERIALIZED VIEW {named(item.key)}{using}{with_options(item.options)} AS\n"
        f"{item.definition.rstrip(';')}{data}",
        key=item.key,
        rank=Rank.VIEW,
        creates=frozenset({item.key}),
    )
    for setting in item.column_settings:
        yield _alter(item, f"ALTER COLUMN {setting}")


def drop(item: MaterializedView, _state: State) -> Iterator[Step]:
    """DROP MATERIALIZED VIEW; its indexes go with it."""
    yield Step(
        sql=f"DROP MATERIALIZED VIEW {named(item.key)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(old: MaterializedView, new: MaterializedView, state: State) -> list[Step] | None:
    """All but its query, and what of a column cannot be taken back."""
    if old.definition != new.definition or not set(old.column_settings) <= {*new.column_settings}:
        return None
    steps: list[Step] = []
    if old.access_method != new.access_method:
        if state.major < _SET_ACCESS_METHOD:
            return None
        steps.append(_alter(new, f"SET ACCESS METHOD {quote(new.access_method or 'heap')}"))
    steps += [_alter(new, change) for change in changed_options(old.options, new.options)]
    added = [one for one in new.column_settings if one not in old.column_settings]
    steps += [_alter(new, f"ALTER COLUMN {setting}") for setting in added]
    if old.populated != new.populated:
        data = "" if new.populated else " WITH NO DATA"
        steps.append(_step(new, f"REFRESH MATERIALIZED VIEW {named(new.key)}{data}"))
    return steps


def _alter(item: MaterializedView, change: str) -> Step:
    return _step(item, f"ALTER MATERIALIZED VIEW {named(item.key)} {change}")


def _step(item: MaterializedView, sql: str) -> Step:
    return Step(
        sql=sql,
        key=item.key,
        rank=Rank.VIEW,
        alters=frozenset({item.key}),
        needs=frozenset({item.key}),
    )
