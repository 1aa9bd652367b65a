"""COMMENT ON, for every kind of object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Aggregate, Declared, Extension, Routine, Schema
from ait_postgres.migrate.quote import literal, named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import SchemaObject

# Where it is not the kind's own name.
_WORDS: Final = {
    "attribute": "COLUMN",
    "composite": "TYPE",
    "domain_constraint": "CONSTRAINT",
    "enum": "TYPE",
    "foreign_server": "SERVER",
    "range": "TYPE",
}


def comments(old: SchemaObject | None, new: SchemaObject, state: State) -> Iterator[Step]:
    """Set an object's comment and those of its columns, or take them away.

    Args:
        old: As it is; None: it is made, or made again.
        new: As it is wanted.
        state: The two catalogues.
    """
    if new.comment != (old.comment if old else None):
        text = _usual(new, state) if new.comment is None else new.comment
        yield _comment(new, described(new, state), text)
    before, after = _of_columns(old), _of_columns(new)
    for column in sorted(before.keys() | after.keys()):
        if before.get(column) != after.get(column):
            yield _comment(new, f"COLUMN {named(new.key)}.{quote(column)}", after.get(column))


def _comment(item: SchemaObject, what: str, text: str | None) -> Step:
    return Step(
        sql=f"COMMENT ON {what} IS {'NULL' if text is None else literal(text)}",
        key=item.key,
        rank=Rank.COMMENT,
        needs=frozenset({item.key}),
    )


def _of_columns(item: SchemaObject | None) -> dict[str, str]:
    """Comments on columns that are no objects of their own: a view's, a composite type's."""
    return dict(getattr(item, "column_comments", ()))


def _usual(item: SchemaObject, state: State) -> str | None:
    """The comment that PostgreSQL itself gave it."""
    if isinstance(item, Extension):
        return item.usual_comment
    is_public = isinstance(item, Schema) and not item.name and state.home == "public"
    return "standard public schema" if is_public else None


def described(item: SchemaObject, state: State) -> str:
    """An object as COMMENT ON names it: `TABLE crm.deals`."""
    word = _WORDS.get(item.kind) or item.kind.replace("_", " ").upper()
    if isinstance(item, Routine):
        word = "PROCEDURE" if item.form == "p" else "FUNCTION"
    return f"{word} {_name(item, state)}"


def _name(item: SchemaObject, state: State) -> str:
    key = item.key
    match item.kind:
        case "column" | "attribute":
            return f"{named(key)}.{quote(item.name)}"
        case "constraint" | "policy" | "rule" | "trigger":
            return f"{quote(item.name)} ON {named(key)}"
        case "domain_constraint":
            return f"{quote(item.name)} ON DOMAIN {named(key)}"
        case "aggregate" | "routine":
            arguments = item.signature if isinstance(item, Aggregate) else key.part
            return f"{named(key)}({arguments})"
        case "schema":
            return quote(item.name or state.home)
        case _:
            return item.called if isinstance(item, Declared) else named(key)
