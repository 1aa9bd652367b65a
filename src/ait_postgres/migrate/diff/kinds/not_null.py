"""NOT NULL of a column; since PostgreSQL 18 a constraint with a name, that can be NOT VALID."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model.names import chosen_name
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.model import Column

_NOT_VALID: Final = " NOT VALID"


def not_null_clause(item: Column) -> str:
    """What a column's definition says of it; what is not valid, comes later."""
    if not item.not_null or item.not_null_form == _NOT_VALID:
        return ""
    name = f" CONSTRAINT {quote(item.not_null_name)}" if item.not_null_name else ""
    return f"{name} NOT NULL{item.not_null_form}"


def not_null_steps(old: Column, new: Column) -> Iterator[Step]:
    """From one to the other."""
    if old.not_null and new.not_null and not old.not_null_form and new.not_null_form == _NOT_VALID:
        yield _column(new, "DROP NOT NULL")
        old = replace(old, not_null=False)
    if not new.not_null:
        if old.not_null:
            yield _column(new, "DROP NOT NULL")
    elif not old.not_null:
        yield _set(new)
    else:
        yield from _constraint(old, new)


def _set(new: Column) -> Step:
    if not new.not_null_name and not new.not_null_form:
        return _column(new, "SET NOT NULL")
    name = f"CONSTRAINT {quote(new.not_null_name)} " if new.not_null_name else ""
    return _table(new, f"ADD {name}NOT NULL {quote(new.name)}{new.not_null_form}")


def _constraint(old: Column, new: Column) -> Iterator[Step]:
    name = quote(_name(new))
    if old.not_null_name != new.not_null_name:
        yield _table(new, f"RENAME CONSTRAINT {quote(_name(old))} TO {name}")
    if old.not_null_form == _NOT_VALID and not new.not_null_form:
        yield _table(new, f"VALIDATE CONSTRAINT {name}")
    elif old.not_null_form != new.not_null_form:
        inherit = "NO INHERIT" if new.not_null_form else "INHERIT"
        yield _table(new, f"ALTER CONSTRAINT {name} {inherit}")


def _name(item: Column) -> str:
    return item.not_null_name or chosen_name(item.table, item.name, "not_null")


def _column(item: Column, change: str) -> Step:
    return _table(item, f"ALTER COLUMN {quote(item.name)} {change}")


def _table(item: Column, change: str) -> Step:
    return Step(
        sql=f"ALTER TABLE {qualified(item.schema, item.table)} {change}",
        key=item.key,
        rank=Rank.COLUMN,
        alters=frozenset({item.key}),
        needs=frozenset({item.key}),
    )
