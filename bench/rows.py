"""Finished rows of a table, as a hand-written script would hold them or write them to a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
from psycopg.types.json import Jsonb
from sqlalchemy import ARRAY, Boolean, Column, DateTime, Integer, Table
from sqlalchemy.dialects.postgresql import JSONB

from ait_postgres.ingest import ENTITIES

#: What a peer in a process of its own needs to know of a column's type.
_KINDS = {
    ARRAY: "array",
    Boolean: "boolean",
    DateTime: "timestamp",
    Integer: "integer",
    JSONB: "json",
}


class Rows:
    """Rows that our own mapping made, with every column that one of them has."""

    def __init__(self, name: str, payloads: list[dict[str, Any]]) -> None:
        entity = ENTITIES[name]
        self.table: Table = entity.table
        self.rows = [dict(entity.map(payload, {})) for payload in payloads]
        present = set[str]().union(*self.rows)
        self.columns = [c for c in self.table.columns if c.name in present]
        self.names = [c.name for c in self.columns]
        self.key = [c.name for c in self.table.primary_key]
        self.json = {c.name for c in self.columns if isinstance(c.type, JSONB)}

    def tuples(self) -> Sequence[tuple[object, ...]]:
        return [tuple([self._adapted(row, name) for name in self.names]) for row in self.rows]

    def dicts(self) -> list[dict[str, Any]]:
        return [{name: row.get(name) for name in self.names} for row in self.rows]

    def write(self, path: Path) -> None:
        """One line that describes the table, then a line a row."""
        kinds = {column.name: _kind(column) for column in self.columns}
        head = {"table": self.table.name, "key": self.key, "columns": kinds}
        with path.open("wb") as file:
            file.writelines(orjson.dumps(line) + b"\n" for line in [head, *self.dicts()])

    def _adapted(self, row: dict[str, Any], name: str) -> object:
        value = row.get(name)
        return Jsonb(value) if name in self.json and value is not None else value


def _kind(column: Column[Any]) -> str:
    return next((word for kind, word in _KINDS.items() if isinstance(column.type, kind)), "text")
