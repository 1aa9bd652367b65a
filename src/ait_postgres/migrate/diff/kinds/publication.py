"""CREATE, ALTER, DROP PUBLICATION."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Publication

_USUAL = {
    "publish": "'insert, update, delete, truncate'",
    "publish_via_partition_root": "false",
    "publish_generated_columns": "none",
}


def create(item: Publication, _state: State) -> Iterator[Step]:
    """CREATE PUBLICATION."""
    contents = " FOR ALL TABLES" if item.everything else ""
    if item.contents:
        contents = f" FOR {_contents(item)}"
    parameters = f" WITH ({', '.join(item.parameters)})" if item.parameters else ""
    yield Step(
        sql=f"CREATE PUBLICATION {quote(item.name)}{contents}{parameters}",
        key=item.key,
        rank=Rank.POLICY,
        creates=frozenset({item.key}),
    )


def drop(item: Publication, _state: State) -> Iterator[Step]:
    """DROP PUBLICATION."""
    yield Step(
        sql=f"DROP PUBLICATION {quote(item.name)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(old: Publication, new: Publication, _state: State) -> list[Step] | None:
    """What it publishes and how; subscribers keep it, which another of its name would not do."""
    if old.everything != new.everything or (old.contents and not new.contents):
        return None
    steps: list[Step] = []
    if old.contents != new.contents:
        steps.append(_alter(new, f"SET {_contents(new)}"))
    before, after = _values(old), _values(new)
    changes = [
        f"{name} = {after.get(name, usual)}"
        for name, usual in _USUAL.items()
        if before.get(name, usual) != after.get(name, usual)
    ]
    if changes:
        steps.append(_alter(new, f"SET ({', '.join(changes)})"))
    return steps


def _contents(item: Publication) -> str:
    """The list; the word TABLE stands but once, as before PostgreSQL 15 it must."""
    first, *others = item.contents
    return ", ".join([first, *(one.removeprefix("TABLE ") for one in others)])


def _values(item: Publication) -> dict[str, str]:
    return {name: value for name, _, value in (one.partition(" = ") for one in item.parameters)}


def _alter(item: Publication, change: str) -> Step:
    return Step(
        sql=f"ALTER PUBLICATION {quote(item.name)} {change}",
        key=item.key,
        rank=Rank.POLICY,
        alters=frozenset({item.key}),
    )
