"""Which of two payloads of a row is the older, by the vendor's own word.

Its word is a time; or text in which a later version is a longer number, or one of as
many digits that sorts after it: Gmail's `historyId`, the `ts` of Slack's `edited`.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from psycopg import sql
from sqlalchemy import DateTime

from ait_postgres.ingest.json_text import is_object

if TYPE_CHECKING:
    from sqlalchemy import Table

    from ait_postgres.ingest.validate import WireRow


def column_of(version: str) -> str:
    """The column that holds a version: `edited.ts` is the member `ts` of the column `edited`."""
    return version.partition(".")[0]


def is_older(table: Table, version: str, row: WireRow, other: WireRow) -> bool:
    """Whether both rows have a version, and the first one's is before the other's."""
    ours, theirs = _read(table, version, row), _read(table, version, other)
    return ours is not None and theirs is not None and bool(ours < theirs)


def not_older(table: Table, version: str, row: str, other: str) -> sql.Composed:
    """The same as a condition on two relations, and its opposite: true where one has no version."""
    column, _, member = version.partition(".")
    value = sql.SQL("({}->>{})") if member else sql.SQL("{}")
    ours, theirs = (
        value.format(*[sql.Identifier(alias, column), sql.Literal(member)][: 2 if member else 1])
        for alias in (row, other)
    )
    if not _is_time(table, version):
        text = sql.SQL('(length({0}), {0} COLLATE "C")')
        ours, theirs = text.format(ours), text.format(theirs)
    return sql.SQL("coalesce({} >= {}, true)").format(ours, theirs)


def _is_time(table: Table, version: str) -> bool:
    return "." not in version and isinstance(table.columns[version].type, DateTime)


def _read(table: Table, version: str, row: WireRow) -> Any:
    column, _, member = version.partition(".")
    text: Any = row.get(column)
    if text and member:
        inner: Any = json.loads(text)
        text = inner.get(member) if is_object(inner) else None
    if not isinstance(text, str) or not text:
        return None
    return dt.datetime.fromisoformat(text) if _is_time(table, version) else (len(text), text)
