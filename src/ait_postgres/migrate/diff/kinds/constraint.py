"""ADD, ALTER, VALIDATE, DROP CONSTRAINT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Constraint

_NOT_VALID: Final = " NOT VALID"


def goes_inline(item: Constraint) -> bool:
    """Whether CREATE TABLE can write it: it concerns the table alone, and holds for every row."""
    return item.form != "f" and not item.definition.endswith(_NOT_VALID)


def create(item: Constraint, _state: State) -> Iterator[Step]:
    """ADD CONSTRAINT."""
    options = f" WITH ({', '.join(item.index_options)})" if item.index_options else ""
    yield Step(
        sql=f"ALTER TABLE {_table(item)} ADD CONSTRAINT {quote(item.name)} "
        f"{item.definition}{options}",
        key=item.key,
        rank=Rank.FOREIGN_KEY if item.form == "f" else Rank.CONSTRAINT,
        creates=frozenset({item.key}),
    )


def drop(item: Constraint, _state: State) -> Iterator[Step]:
    """DROP CONSTRAINT."""
    yield Step(
        sql=f"ALTER TABLE {_table(item)} DROP CONSTRAINT {quote(item.name)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(old: Constraint, new: Constraint, _state: State) -> list[Step] | None:
    """VALIDATE where only that is missing."""
    if old.definition == new.definition + _NOT_VALID:
        return [
            Step(
                sql=f"ALTER TABLE {_table(new)} VALIDATE CONSTRAINT {quote(new.name)}",
                key=new.key,
                rank=Rank.CONSTRAINT,
                alters=frozenset({new.key}),
            )
        ]
    return None


def _table(item: Constraint) -> str:
    return qualified(item.schema, item.table)
