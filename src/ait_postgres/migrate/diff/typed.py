"""Typed tables: their columns are the attributes of a composite type, and change with these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.model import Column, Key, Table

if TYPE_CHECKING:
    from ait_postgres.migrate.diff.state import State


def attribute_of(column: Column, state: State) -> Key | None:
    """The attribute that a column of a table is that is of one type before and after."""
    table = Key("table", column.schema, column.table)
    type_ = _type(table, state)
    return Key("attribute", type_.schema, type_.name, column.name) if type_ else None


def columns_of(attribute: Key, state: State) -> frozenset[Key]:
    """The columns that an attribute is."""
    type_ = attribute._replace(kind="composite", part="")
    tables = {one.of for side in (state.old, state.new) for one in side.dependents.get(type_, ())}
    return frozenset(
        Key("column", table.schema, table.name, attribute.part)
        for table in tables
        if table.kind == "table" and _type(table, state) == type_
    )


def _type(table: Key, state: State) -> Key | None:
    """The type of a table that is of the same one before and after."""
    old, new = state.old.find(Table, table), state.new.find(Table, table)
    if not (old and new and old.of_type and old.of_type == new.of_type) or table in state.gone:
        return None
    type_ = state.new.types.get(old.of_type)
    return type_.key if type_ and type_.key in state.old and type_.key not in state.gone else None
