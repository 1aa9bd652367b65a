"""ALTER DOMAIN ADD, VALIDATE, DROP CONSTRAINT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import DomainConstraint

_NOT_VALID: Final = " NOT VALID"


def create(item: DomainConstraint, _state: State) -> Iterator[Step]:
    """ADD CONSTRAINT."""
    yield Step(
        sql=f"{_alter(item)} ADD CONSTRAINT {quote(item.name)} {item.definition}",
        key=item.key,
        rank=Rank.CONSTRAINT,
        creates=frozenset({item.key}),
    )


def drop(item: DomainConstraint, _state: State) -> Iterator[Step]:
    """DROP CONSTRAINT."""
    yield Step(
        sql=f"{_alter(item)} DROP CONSTRAINT {quote(item.name)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(old: DomainConstraint, new: DomainConstraint, _state: State) -> list[Step] | None:
    """VALIDATE where only that is missing."""
    if old.definition != new.definition + _NOT_VALID:
        return None
    return [
        Step(
            sql=f"{_alter(new)} VALIDATE CONSTRAINT {quote(new.name)}",
            key=new.key,
            rank=Rank.CONSTRAINT,
            alters=frozenset({new.key}),
        )
    ]


def _alter(item: DomainConstraint) -> str:
    return f"ALTER DOMAIN {qualified(item.schema, item.domain)}"
