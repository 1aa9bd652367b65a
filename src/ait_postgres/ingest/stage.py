"""The staging table: rows are sent while the next ones are made.

PostgreSQL parses one slice while the next is mapped and validated: of a row, its
parsing is the larger part of the server's work. What is said of a row that was
sent already (a later payload, a deletion) waits until the COPY has ended.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from itertools import chain
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from ait_postgres.ingest.copy import block, copying
from ait_postgres.ingest.statements import MASK, mask, staging, withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Table

    from ait_postgres.ingest.validate import WireRow

#: A row's primary key, in text.
Key = tuple[str | None, ...]
#: Rows a slice: as many as this many bytes hold, within bounds. A socket's buffer is
#: of this order: less, and the server waits for us; more, and we wait for it.
_BYTES, _LEAST, _MOST = 128_000, 16, 500


class _Abandoned(Exception):
    """What is staged is not wanted."""


class Stage:
    """A savepoint, a temporary table in it, and a COPY into that, all of them open."""

    def __init__(self, connection: Connection, table: Table) -> None:
        """Open all three. Until `end` or `abandon`, the connection is the COPY's alone."""
        self.connection = connection
        self.table = table
        self._plan = staging(table)
        self._sent: set[Key] = set()
        self._unsent: dict[Key, WireRow] = {}
        self._again: dict[Key, WireRow | None] = {}
        self._shapes: dict[tuple[str, ...], WireRow] = {}
        self._slice = _LEAST
        self._copying = ExitStack()
        with ExitStack() as opening:
            opening.enter_context(connection.begin_nested())
            connection.exec_driver_sql(self._plan.create)
            self._write = self._copying.enter_context(copying(connection, self._plan.copy))
            self.savepoint = opening.pop_all()

    @property
    def count(self) -> int:
        """How many rows are staged once the COPY has ended."""
        return len(self._sent) - sum(row is None for row in self._again.values())

    @property
    def shapes(self) -> Iterable[Sequence[str]]:
        """The columns that rows have, each combination once."""
        return self._shapes

    def put(self, key: Key, row: WireRow) -> None:
        """Send a row, or put it in the place of the one with its key."""
        if key in self._sent:
            self._again[key] = row
            return
        self._unsent[key] = row
        if len(self._unsent) >= self._slice:
            self._send()

    def remove(self, key: Key) -> None:
        """Take back the row of a key, if there is one."""
        if key in self._sent:
            self._again[key] = None
        else:
            self._unsent.pop(key, None)

    def end(self) -> None:
        """End the COPY: the staging table then holds each row once.

        Raises:
            sqlalchemy.exc.DBAPIError: PostgreSQL cannot read a row.
        """
        with self._copying:
            self._send()
        if not self._again:
            return
        keys = tuple(chain.from_iterable(self._again))
        self.connection.exec_driver_sql(withdrawal(self.table, len(self._again)), keys)
        if rows := [row for row in self._again.values() if row is not None]:
            with copying(self.connection, self._plan.copy) as write:
                write(block(self._lines(rows)))

    def drop(self) -> None:
        """Drop the staging table."""
        self.connection.exec_driver_sql(self._plan.drop)

    def abandon(self) -> None:
        """Roll back to the savepoint, unless that was left already."""
        # Where the connection is lost, its owner is about to learn it.
        with suppress(_Abandoned, DBAPIError), self.savepoint, self._copying:
            raise _Abandoned

    def _send(self) -> None:
        if not self._unsent:
            return
        data = block(self._lines(self._unsent.values()))
        self._write(data)
        self._sent.update(self._unsent)
        self._slice = min(max(_BYTES * len(self._unsent) // len(data), _LEAST), _MOST)
        self._unsent.clear()

    def _lines(self, rows: Iterable[WireRow]) -> list[Sequence[str | None]]:
        """Each row's values in the table's order, NULL where it has none; then its mask."""
        lines: list[Sequence[str | None]] = []
        for row in rows:
            shape = tuple(row)
            empty = self._shapes.get(shape)
            if empty is None:
                nulls: WireRow = {column.name: None for column in self.table.columns}
                empty = self._shapes[shape] = nulls | {MASK: mask(self.table, shape)}
            lines.append([*(empty | row).values()])
        return lines
