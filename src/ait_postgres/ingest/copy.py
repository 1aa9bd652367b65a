"""COPY in both colours: rows of text into a table, block by block.

A block of rows is joined with control characters for separators and escaped
whole, in a few passes at the speed of memchr: escaping value by value costs
three times as much, psycopg's `write_row` twice (20,000 rows of 43 columns).
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar, cast

import psycopg
from psycopg import sql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util.concurrency import await_only

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy import Connection

#: How values, rows and NULL are told apart while a block is made. Text that
#: holds one of them itself is escaped value by value (`_escaped`).
_FIELD, _ROW, _NULL = "\x02", "\x03", "\x04"

#: How a block is written, said in COPY's own words.
FORMAT = sql.SQL("(FORMAT text, DELIMITER E'\\x02', NULL E'\\x04')")

_T = TypeVar("_T")


@contextmanager
def copying(
    connection: Connection, statement: sql.Composed
) -> Generator[Callable[[bytes], object]]:
    """Run `COPY … FROM STDIN`, and yield what sends it a block; it ends with the context.

    Args:
        connection: Sync, or async under `run_sync`; of no other use until the end.
        statement: The whole statement, with `FORMAT` at its end.

    Raises:
        sqlalchemy.exc.DBAPIError: PostgreSQL refused the statement, or a row.
    """
    driver = cast(
        "psycopg.Connection[Any] | psycopg.AsyncConnection[Any]",
        connection.connection.driver_connection,
    )
    try:
        if isinstance(driver, psycopg.AsyncConnection):
            with _awaited(driver.cursor().copy(statement)) as slow:
                yield lambda data: await_only(slow.write(data))
        else:
            with driver.cursor().copy(statement) as copy:
                yield copy.write
    except psycopg.Error as error:
        # As SQLAlchemy itself would raise it.
        raise DBAPIError.instance(
            statement.as_string(), None, error, psycopg.Error, dialect=connection.dialect
        ) from error


@contextmanager
def _awaited(manager: AbstractAsyncContextManager[_T]) -> Generator[_T]:
    entered = await_only(manager.__aenter__())
    try:
        yield entered
    except BaseException as error:
        if not await_only(manager.__aexit__(type(error), error, error.__traceback__)):
            raise
    else:
        await_only(manager.__aexit__(None, None, None))


def block(rows: Sequence[Sequence[str | None]]) -> bytes:
    """Write rows, at least one, as COPY reads them in `FORMAT`; None is NULL."""
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
