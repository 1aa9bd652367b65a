"""CREATE, ALTER, DROP EVENT TRIGGER."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import literal, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import EventTrigger

_ENABLED: Final = {"O": "ENABLE", "D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}


def create(item: EventTrigger, _state: State) -> Iterator[Step]:
    """CREATE EVENT TRIGGER, after everything that could fire it."""
    tags = ", ".join(literal(tag) for tag in item.tags)
    when = f" WHEN TAG IN ({tags})" if item.tags else ""
    yield Step(
        sql=f"CREATE EVENT TRIGGER {quote(item.name)} ON {item.event}{when} "
        f"EXECUTE FUNCTION {item.function}()",
        key=item.key,
        rank=Rank.EVENT_TRIGGER,
        creates=frozenset({item.key}),
    )
    if item.enabled != "O":
        yield _enable(item)


def drop(item: EventTrigger, _state: State) -> Iterator[Step]:
    """DROP EVENT TRIGGER."""
    yield Step(
        sql=f"DROP EVENT TRIGGER {quote(item.name)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(old: EventTrigger, new: EventTrigger, _state: State) -> list[Step] | None:
    """When it fires; for all else it is replaced."""
    if (old.event, old.tags, old.function) != (new.event, new.tags, new.function):
        return None
    return [_enable(new)]


def _enable(item: EventTrigger) -> Step:
    return Step(
        sql=f"ALTER EVENT TRIGGER {quote(item.name)} {_ENABLED[item.enabled]}",
        key=item.key,
        rank=Rank.EVENT_TRIGGER,
        alters=frozenset({item.key}),
        needs=frozenset({item.key}),
    )
