"""COPY in both colours: rows of text into a table, a slice at a time.

A block of rows is joined with control characters for separators and escaped
whole, in a few passes at the speed of memchr: escaping value by value costs
three times as much, psycopg's `write_row` twice (20,000 rows of 43 columns).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

import psycopg
from psycopg import sql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util.concurrency import await_only

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: How values, rows and NULL are told apart while a block is made. Text that
#: holds one of them itself is escaped value by value (`_escaped`).
_FIELD, _ROW, _NULL = "\x02", "\x03", "\x04"
#: Rows a slice: PostgreSQL reads one while the next is made.
_SLICE = 500

#: What `copy_rows` writes, said in COPY's own words.
FORMAT = sql.SQL("(FORMAT text, DELIMITER E'\\x02', NULL E'\\x04')")

Values = Sequence[str | None]


def copy_rows(connection: Connection, statement: sql.Composed, rows: Sequence[Values]) -> None:
    """Run `COPY … FROM STDIN` with `FORMAT` and feed it rows of text values.

    Args:
        connection: Sync, or async under `run_sync`.
        statement: The whole statement, with `FORMAT` at its end.
        rows: Each of as many values as the statement names columns; None is NULL.

    Raises:
        sqlalchemy.exc.DBAPIError: As any statement's, though psycopg itself runs this one.
    """
    try:
        _copy(connection, statement, rows)
    except psycopg.Error as error:
        raise DBAPIError.instance(
            statement.as_string(), None, error, psycopg.Error, dialect=connection.dialect
        ) from error


def _copy(connection: Connection, statement: sql.Composed, rows: Sequence[Values]) -> None:
    driver = cast(
        "psycopg.Connection[Any] | psycopg.AsyncConnection[Any]",
        connection.connection.driver_connection,
    )
    if isinstance(driver, psycopg.AsyncConnection):
        await_only(_copy_async(driver, statement, rows))
        return
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for block in _blocks(rows):
            copy.write(block)


async def _copy_async(
    driver: psycopg.AsyncConnection[Any], statement: sql.Composed, rows: Sequence[Values]
) -> None:
    async with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for block in _blocks(rows):
            await copy.write(block)


def _blocks(rows: Sequence[Values]) -> Iterator[bytes]:
    for start in range(0, len(rows), _SLICE):
        yield _block(rows[start : start + _SLICE])


def _block(rows: Sequence[Values]) -> bytes:
    values = "".join(filter(None, chain.from_iterable(rows)))
    if _FIELD in values or _ROW in values or _NULL in values:
        text = _ROW.join([_FIELD.join([_escaped(value) for value in row]) for row in rows])
        return text.replace(_ROW, "\n").encode() + b"\n"
    text = _ROW.join(
        [_FIELD.join([_NULL if value is None else value for value in row]) for row in rows]
    )
    # Of bytes, replace() looks for one character with memchr; of text, one by one.
    block = text.encode().replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
    return block.replace(_ROW.encode(), b"\n") + b"\n"


def _escaped(value: str | None) -> str:
    if value is None:
        return _NULL
    for plain, escape in (
        ("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"),
        (_FIELD, "\\x02"), (_ROW, "\\x03"), (_NULL, "\\x04"),
    ):  # fmt: skip
        value = value.replace(plain, escape)
    return value
