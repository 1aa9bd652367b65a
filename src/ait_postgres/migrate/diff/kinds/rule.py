"""CREATE, REPLACE, DROP RULE."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Rule

_ENABLED: Final = {"O": "ENABLE", "D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}


def create(item: Rule, _state: State) -> Iterator[Step]:
    """CREATE RULE, and when it is in force."""
    yield Step(
        sql=item.definition.rstrip(";"),
        key=item.key,
        rank=Rank.TRIGGER,
        creates=frozenset({item.key}),
    )
    if item.enabled != "O":
        yield _enable(item)


def drop(item: Rule, _state: State) -> Iterator[Step]:
    """DROP RULE."""
    yield Step(
        sql=f"DROP RULE {quote(item.name)} ON {qualified(item.schema, item.table)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(old: Rule, new: Rule, _state: State) -> Iterator[Step]:
    """CREATE OR REPLACE, which leaves it enabled as it was; and when it is in force."""
    if old.definition != new.definition:
        yield Step(
            sql=new.definition.rstrip(";").replace("CREATE RULE", "CREATE OR REPLACE RULE", 1),
            key=new.key,
            rank=Rank.TRIGGER,
            alters=frozenset({new.key}),
        )
    if old.enabled != new.enabled:
        yield _enable(new)


def _enable(item: Rule) -> Step:
    table = qualified(item.schema, item.table)
    return Step(
        sql=f"ALTER TABLE {table} {_ENABLED[item.enabled]} RULE {quote(item.name)}",
        key=item.key,
        rank=Rank.TRIGGER,
        alters=frozenset({item.key}),
        needs=frozenset({item.key}),
    )
