"""Pages of any select, by keyset over `(updated_at, key)`.

A page begins right after a cursor, found in the table's index: the thousandth
costs what the first does, and rows that come or go elsewhere move none of its
own. Ascending for what syncs, descending for what people read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from sqlalchemy import Column, String, Table, literal, tuple_
from typing_extensions import TypeVarTuple

from ait_postgres.errors import CursorInvalid, NotPageable
from ait_postgres.queries.cursor import Cursor
from ait_postgres.queries.listing import DEFAULT_LIMIT, checked_limit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import Connection, FromClause, Row, Select

Ts = TypeVarTuple("Ts")


@dataclass(frozen=True, slots=True)
class Page(Generic[*Ts]):
    """Rows, and where to go on.

    Attributes:
        rows: At most `limit`, in order.
        next: The token of the place after the last row; of the place asked for where
            there is no row, so that a sync may try again there later; None where there
            is neither.
        has_more: Whether rows stood after the last one when the page was read.
    """

    rows: Sequence[Row[*Ts]]
    next: str | None
    has_more: bool


def page(
    statement: Select[*Ts],
    after: Cursor | str | None = None,
    limit: int = DEFAULT_LIMIT,
    *,
    newest_first: bool = False,
) -> Select[*Ts]:
    """Return the select of one page: what the statement selects and filters, in page order.

    Its own order, limit and offset are replaced. Of its columns, one is a table's
    `updated_at` and one that table's key, a single column of text.

    Args:
        statement: Any select of a table's columns, such as the other queries here.
        after: A cursor or its token; None for the beginning.
        limit: 1 to 1,000 rows.
        newest_first: Whether to read backwards, for people; a cursor serves both ways.

    Raises:
        CursorInvalid: The token is damaged, or of another table.
        FilterInvalid: The limit is out of range.
        NotPageable: The statement lacks the columns.
    """
    order = _Order.of(statement)
    return order.apply(
        statement, order.place(after), checked_limit(limit), newest_first=newest_first
    )


def fetch_page(
    connection: Connection,
    statement: Select[*Ts],
    after: Cursor | str | None = None,
    limit: int = DEFAULT_LIMIT,
    *,
    newest_first: bool = False,
) -> Page[*Ts]:
    """Read one page; arguments and errors are those of `page`.

    Works under `AsyncConnection.run_sync` as it is.
    """
    order = _Order.of(statement)
    place = order.place(after)
    # One row more than asked for tells whether there is a next page.
    one_more = checked_limit(limit) + 1
    read = order.apply(statement, place, one_more, newest_first=newest_first)
    found = connection.execute(read).all()
    rows = found[:limit]
    last = order.cursor(rows[-1]) if rows else place
    return Page(rows, last.encode() if last else None, has_more=len(found) > limit)


@dataclass(frozen=True, slots=True)
class _Order:
    """The two columns of a statement's page order, and where in its rows they stand."""

    updated_at: Column[dt.datetime]
    key: Column[str]
    updated_at_position: int
    key_position: int

    @classmethod
    def of(cls, statement: Select[*Ts]) -> _Order:
        selected = list(enumerate(statement.selected_columns))
        for position, column in selected:
            if not isinstance(column, Column) or column.key != "updated_at":
                continue
            for key_position, key in selected:
                if isinstance(key, Column) and _is_key(key, column.table):
                    return cls(column, key, position, key_position)
        raise NotPageable(
            "A page needs a table's updated_at and its key, one column of text: select both"
        )

    def place(self, after: Cursor | str | None) -> Cursor | None:
        cursor = Cursor.decode(after) if isinstance(after, str) else after
        table = self.key.table.name
        if cursor is not None and cursor.table != table:
            raise CursorInvalid(
                f"This cursor is of {cursor.table} and cannot be used on {table}: each query's "
                "cursor is for that query"
            )
        return cursor

    def cursor(self, row: Row[*tuple[Any, ...]]) -> Cursor:
        table = self.key.table.name
        return Cursor(table, row[self.updated_at_position], row[self.key_position])

    def apply(
        self, statement: Select[*Ts], place: Cursor | None, limit: int, *, newest_first: bool
    ) -> Select[*Ts]:
        if place is not None:
            # A comparison of rows is one range of the index; `a > x OR (a = x AND b > y)` is not.
            here = tuple_(self.updated_at, self.key)
            there = tuple_(
                literal(place.updated_at, self.updated_at.type), literal(place.id, self.key.type)
            )
            statement = statement.where(here < there if newest_first else here > there)
        order = [c.desc() if newest_first else c.asc() for c in (self.updated_at, self.key)]
        return statement.order_by(None).order_by(*order).offset(None).limit(limit)


def _is_key(column: Column[Any], table: FromClause) -> bool:
    return (
        isinstance(table, Table)
        and column.table is table
        and [column.key] == [key.key for key in table.primary_key.columns]
        and isinstance(column.type, String)
    )
