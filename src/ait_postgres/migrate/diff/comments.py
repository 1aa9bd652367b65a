"""COMMENT ON, for every kind of object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import (
    Column,
    Constraint,
    Extension,
    Routine,
    Schema,
    Trigger,
)
from ait_postgres.migrate.quote import literal, named, qualified, quote

if TYPE_CHECKING:
    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import SchemaObject

_WORDS: Final = {
    "table": "TABLE",
    "view": "VIEW",
    "materialized_view": "MATERIALIZED VIEW",
    "sequence": "SEQUENCE",
    "index": "INDEX",
    "enum": "TYPE",
}


def comment_on(item: SchemaObject, state: State) -> Step:
    """Set an object's comment, or take it away."""
    text = "NULL" if item.comment is None else literal(item.comment)
    if item.comment is None and isinstance(item, Schema) and not item.name:
        text = literal("standard public schema") if state.home == "public" else text
    return Step(
        sql=f"COMMENT ON {described(item, state)} IS {text}",
        key=item.key,
        rank=Rank.COMMENT,
        needs=frozenset({item.key}),
    )


def described(item: SchemaObject, state: State) -> str:
    """An object as COMMENT ON names it: `TABLE crm.deals`."""
    match item:
        case Column():
            return f"COLUMN {qualified(item.schema, item.table)}.{quote(item.name)}"
        case Constraint():
            return f"CONSTRAINT {quote(item.name)} ON {qualified(item.schema, item.table)}"
        case Trigger():
            return f"TRIGGER {quote(item.name)} ON {qualified(item.schema, item.table)}"
        case Routine():
            word = "PROCEDURE" if item.form == "p" else "FUNCTION"
            return f"{word} {named(item.key)}({item.arguments})"
        case Schema() | Extension():
            return f"{item.kind.upper()} {quote(item.name or state.home)}"
        case _:
            return f"{_WORDS[item.kind]} {named(item.key)}"
