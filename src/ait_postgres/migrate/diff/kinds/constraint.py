"""ADD, ALTER, VALIDATE, DROP CONSTRAINT."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.kinds.index import (
    attach_index,
    attached,
    changed_marks,
    hangs_on,
    index_step,
    marks,
    needed,
    options,
)
from ait_postgres.migrate.diff.kinds.rebuild import rows_before
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Key
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Constraint

_NOT_VALID: Final = " NOT VALID"
#: What a definition ends with that is not about which rows are right.
_TAIL: Final = re.compile(r"( DEFERRABLE)?( INITIALLY DEFERRED)?( NOT VALID| NOT ENFORCED)?\Z")


def goes_inline(item: Constraint) -> bool:
    """Whether CREATE TABLE can write it: it concerns the table alone, and holds for every row."""
    return item.form not in "fx" and _TAIL.sub("", item.definition) == item.definition.removesuffix(
        " NOT ENFORCED"
    )


def inline(item: Constraint) -> str:
    """The constraint as CREATE TABLE writes it."""
    return f"CONSTRAINT {quote(item.name)} {_definition(item)}"


def create(item: Constraint, state: State) -> Iterator[Step]:
    """ADD CONSTRAINT; what of its index it has no clause for."""
    only = "" if item.index_valid else "ONLY "
    yield Step(
        sql=f"ALTER TABLE {only}{_table(item)} ADD {inline(item)}",
        key=item.key,
        rank=Rank.FOREIGN_KEY if item.form == "f" else Rank.CONSTRAINT,
        creates=frozenset({item.key}),
        needs=needed(item, state)
        | (rows_before(item.key, state) if item.form == "f" else set[Key]()),
    )
    yield from attached(item, state)
    yield from after_create(item, state)


def after_create(item: Constraint, _state: State) -> Iterator[Step]:
    """What neither CREATE TABLE nor ADD CONSTRAINT has a clause for."""
    if item.form == "x" and item.index_options:
        yield index_step(item, f"SET ({', '.join(item.index_options)})")
    yield from marks(item)


def drop(item: Constraint, _state: State) -> Iterator[Step]:
    """DROP CONSTRAINT."""
    yield Step(
        sql=f"ALTER TABLE {_table(item)} DROP CONSTRAINT {quote(item.name)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(old: Constraint, new: Constraint, state: State) -> list[Step] | None:
    """Whether it holds for the rows there are, when it is checked, and its index's parameters."""
    steps = _checked(old, new, state)
    if steps is None or new.attached_to is None is not old.attached_to:
        return None if steps is None or hangs_on(new, state) else steps
    if old.index_valid and not new.index_valid:
        return None
    if new.attached_to and not old.attached_to and hangs_on(new, state):
        steps.append(attach_index(new, new.attached_to))
    return [
        *steps,
        *options(old.index_options, new.index_options, new),
        *changed_marks(old, new, state),
    ]


def _checked(old: Constraint, new: Constraint, state: State) -> list[Step] | None:
    """ALTER and VALIDATE CONSTRAINT; None where it says something else."""
    before, after = _TAIL.search(old.definition), _TAIL.search(new.definition)
    if before is None or after is None or before[0] == after[0]:
        return [] if old.definition == new.definition else None
    if _TAIL.sub("", old.definition) != _TAIL.sub("", new.definition):
        return None
    steps: list[Step] = []
    if before.groups()[:2] != after.groups()[:2]:
        if new.form != "f":
            return None
        steps.append(_step(new, f"ALTER CONSTRAINT {quote(new.name)}{_deferral(after)}"))
    if before[3] != after[3]:
        change = _validity(before[3], after[3], new, state)
        return [*steps, _step(new, change)] if change else None
    return steps


def _validity(before: str | None, after: str | None, new: Constraint, state: State) -> str | None:
    """From one of NOT VALID, NOT ENFORCED and neither to another, where there is a way."""
    if before == _NOT_VALID and not after:
        return f"VALIDATE CONSTRAINT {quote(new.name)}"
    # Since PostgreSQL 18, and of foreign keys alone.
    if new.form == "f" and state.major >= 18 and after != _NOT_VALID:
        word = "NOT ENFORCED" if after else "ENFORCED"
        return f"ALTER CONSTRAINT {quote(new.name)} {word}"
    return None


def _deferral(tail: re.Match[str]) -> str:
    if not tail[1]:
        return " NOT DEFERRABLE"
    return " DEFERRABLE" + (tail[2] or " INITIALLY IMMEDIATE")


def _definition(item: Constraint) -> str:
    """With the parameters of its index, which stand before what concerns the checking."""
    if not item.index_options or item.form == "x":
        return item.definition
    at = _TAIL.search(item.definition)
    place = at.start() if at else len(item.definition)
    options = f" WITH ({', '.join(item.index_options)})"
    return item.definition[:place] + options + item.definition[place:]


def _step(item: Constraint, change: str) -> Step:
    return Step(
        sql=f"ALTER TABLE {_table(item)} {change}",
        key=item.key,
        rank=Rank.FOREIGN_KEY if item.form == "f" else Rank.CONSTRAINT,
        alters=frozenset({item.key}),
    )


def _table(item: Constraint) -> str:
    return qualified(item.schema, item.table)
