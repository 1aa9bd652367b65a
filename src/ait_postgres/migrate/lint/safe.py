"""The safe form of what a statement did, as SQL: read from the objects that it made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.quote import named, quote

if TYPE_CHECKING:
    from ait_postgres.migrate.lint.tables import Constraint, Index, Table

#: What commits what is above it in a migration's file.
COMMIT: Final = "-- ait: commit\n"
_CREATE_INDEX: Final = re.compile(r"CREATE (UNIQUE )?INDEX ")


def concurrently(index: Index) -> str:
    """The statement that builds an index while people write."""
    return _CREATE_INDEX.sub(r"CREATE \1INDEX CONCURRENTLY ", index.definition, count=1)


def not_valid_first(table: Table, constraint: Constraint) -> tuple[str, ...]:
    """The statements that add a constraint for new rows, and then look at the old ones."""
    name, called = named(table.key), quote(constraint.name)
    return (
        f"ALTER TABLE {name} ADD CONSTRAINT {called} {constraint.definition} NOT VALID",
        f"{COMMIT}ALTER TABLE {name} VALIDATE CONSTRAINT {called}",
    )


def not_null(table: Table, column: str, major: int) -> tuple[str, ...]:
    """The statements that make a column NOT NULL without a scan under a strong lock."""
    name, part = named(table.key), quote(column)
    if major >= 18:
        called = quote(f"{table.key.name}_{column}_not_null")
        return (
            f"ALTER TABLE {name} ADD CONSTRAINT {called} NOT NULL {part} NOT VALID",
            f"{COMMIT}ALTER TABLE {name} VALIDATE CONSTRAINT {called}",
        )
    called = quote(f"{table.key.name}_{column}_set")
    return (
        f"ALTER TABLE {name} ADD CONSTRAINT {called} CHECK ({part} IS NOT NULL) NOT VALID",
        f"{COMMIT}ALTER TABLE {name} VALIDATE CONSTRAINT {called}",
        f"{COMMIT}ALTER TABLE {name} ALTER COLUMN {part} SET NOT NULL",
        f"ALTER TABLE {name} DROP CONSTRAINT {called}",
    )


def using_index(table: Table, constraint: Constraint) -> tuple[str, ...]:
    """The statements that build a constraint's index while people write, and then take it."""
    index = next((one for one in table.indexes.values() if one.name == constraint.name), None)
    if index is None or "DEFERRABLE" in constraint.definition:
        return ()
    form = "PRIMARY KEY" if constraint.form == "p" else "UNIQUE"
    called = quote(constraint.name)
    return (
        concurrently(index),
        f"ALTER TABLE {named(table.key)} ADD CONSTRAINT {called} {form} USING INDEX {called}",
    )


def add_then_fill(table: Table, column: str, type_: str, default: str) -> tuple[str, ...]:
    """The statements that add a column empty, and fill it batch by batch."""
    name, part = named(table.key), quote(column)
    batches = f"/* ait: batches of 5000 over {name} */"
    return (
        f"ALTER TABLE {name} ADD COLUMN {part} {type_}",
        f"ALTER TABLE {name} ALTER COLUMN {part} SET DEFAULT {default}",
        f"{COMMIT}UPDATE {name} SET {part} = DEFAULT WHERE {part} IS NULL {batches}",  # noqa: S608 - quoted names
    )
