"""A data target against its table's columns: every value fits, or the row is a reject.

The check and the text form PostgreSQL reads are made in one pass, since both
look at the value's type. A string is never cut and a number never rounded.
What PostgreSQL cannot hold at all (U+0000, lone surrogates, NaN in JSON, keys that
repeat) is replaced and said: the row's remainder names the repaired columns.
"""

from __future__ import annotations

import datetime as dt
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import orjson
from sqlalchemy import ARRAY, JSON, Boolean, DateTime, Enum, Integer, String, Table
from sqlalchemy.types import BigInteger, SmallInteger, TypeEngine

from ait_postgres.ingest.json_text import (
    encodable,
    is_list,
    is_object,
    is_whole,
    json_text,
    repaired_text,
)
from ait_postgres.ingest.reject import Reject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Values as PostgreSQL's text input reads them, by column; None is NULL.
WireRow = dict[str, str | None]
#: The key in a row's remainder that names the columns whose text was repaired.
REPAIRED = "$repaired"


#: Python's types in JSON's words.
_KINDS: Final = {
    "bool": "a boolean",
    "int": "a number",
    "float": "a number",
    "Decimal": "a number",
    "str": "text",
    "list": "a list",
    "dict": "an object",
}


class _Repaired(Exception):
    """The value, repaired; raised so that the common path returns a plain string."""

    def __init__(self, wire: str) -> None:
        super().__init__()
        self.wire = wire


class Validator:
    """One table's columns, compiled for checking many rows."""

    def __init__(self, table: Table) -> None:
        """Compile the columns of a table."""
        self.table: Final = table
        self._encode: Final = {c.name: _encoder(c.type) for c in table.columns}
        self._not_null: Final = tuple(c.name for c in table.columns if not c.nullable)
        self._required: Final = frozenset(
            c.name for c in table.columns if not c.nullable and c.server_default is None
        )
        self._has_remainder: Final = "remainder" in table.columns

    def wire(self, row: Mapping[str, Any]) -> tuple[WireRow, tuple[str, ...]]:
        """Return the row in text form, and the columns whose text had to be repaired.

        Raises:
            Reject: Naming the column, where a value does not fit it, a column
                that may not be NULL is missing or null, or no such column exists.
        """
        encode = self._encode
        repaired: list[str] = []
        try:
            wire: WireRow = {
                column: None if value is None else encode[column](value)
                for column, value in row.items()
            }
        except (KeyError, ValueError, _Repaired):
            wire = self._with_care(row, repaired)
        self._complete(wire)
        if repaired:
            self._record(wire, repaired)
        return wire, tuple(repaired)

    def _with_care(self, row: Mapping[str, Any], repaired: list[str]) -> WireRow:
        """The same for a row at fault, column by column: to name it, or to repair it."""
        wire: WireRow = {}
        for column, value in row.items():
            if column not in self._encode:
                raise Reject(f"{self.table.name} has no column {column}", column)
            try:
                wire[column] = None if value is None else self._encode[column](value)
            except _Repaired as repair:
                wire[column] = repair.wire
                repaired.append(column)
            except ValueError as error:
                raise Reject(f"{self.table.name}.{column} {error}", column) from error
        return wire

    def _complete(self, wire: WireRow) -> None:
        if not self._required <= wire.keys():
            # The first in the table's order: a reject's reason is the same in every process.
            missing = self._required - wire.keys()
            column = next(name for name in self._encode if name in missing)
            raise Reject(
                f"{self.table.name}.{column} is required, and the payload lacks it", column
            )
        for column in self._not_null:
            if column in wire and wire[column] is None:
                raise Reject(f"{self.table.name}.{column} may not be null", column)

    def _record(self, wire: WireRow, repaired: list[str]) -> None:
        if not self._has_remainder:
            names = ", ".join(repaired)
            raise Reject(f"{names}: text holds what PostgreSQL cannot (U+0000 or half a character)")
        # Written into the text: to read it and write it again would cost long numbers their digits.
        held = (wire.get("remainder") or "{}")[:-1]
        comma = "" if held == "{" else ","
        wire["remainder"] = f'{held}{comma}"{REPAIRED}":{orjson.dumps(repaired).decode()}}}'


@cache
def validator(table: Table) -> Validator:
    """Return the table's validator, compiled once a process."""
    return Validator(table)


def _encoder(kind: TypeEngine[Any]) -> Callable[[Any], str]:
    # The most particular type first: Enum is a String, BigInteger an Integer.
    match kind:
        case Enum():
            encode = _choice(tuple(kind.enums))
        case String():
            encode = _text(kind.length)
        case Boolean():
            encode = _boolean
        case SmallInteger():
            encode = _whole(16)
        case BigInteger():
            encode = _whole(64)
        case Integer():
            encode = _whole(32)
        case DateTime():
            encode = _moment if kind.timezone else _naive_moment
        case JSON():
            encode = _json
        case ARRAY():
            encode = _array(kind)
        case _:
            encode = _other
    return encode


def _text(length: int | None) -> Callable[[Any], str]:
    most = sys.maxsize if length is None else length

    def text(value: Any) -> str:
        # isascii() is a flag of the string; only other text is encoded to look for surrogates.
        if type(value) is str and value.isascii() and "\x00" not in value and len(value) <= most:
            return value
        if type(value) is not str:
            raise ValueError(f"holds text, not {_kind(value)}")
        if length is not None and len(value) > length:
            raise ValueError(f"holds {length} characters at most, not {len(value)}")
        if "\x00" in value or not encodable(value):
            raise _Repaired(repaired_text(value))
        return value

    return text


def _choice(allowed: tuple[str, ...]) -> Callable[[Any], str]:
    def choice(value: Any) -> str:
        if value not in allowed:
            raise ValueError(f"holds one of {', '.join(allowed)}, not {value!r:.40}")
        return str(value)

    return choice


def _whole(bits: int) -> Callable[[Any], str]:
    low, high = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1

    def whole(value: Any) -> str:
        if type(value) is not int:
            if not is_whole(value):
                raise ValueError(f"holds a whole number, not {_kind(value)} {value!r:.40}")
            value = int(value)
        if not low <= value <= high:
            raise ValueError(f"holds {low} to {high}, not {value!r:.40}")
        return str(value)

    return whole


def _boolean(value: Any) -> str:
    if value is True:
        return "t"
    if value is False:
        return "f"
    raise ValueError(f"holds true or false, not {_kind(value)}")


def _moment(value: Any) -> str:
    if not isinstance(value, dt.datetime):
        raise ValueError(f"holds a date and time, not {_kind(value)}")
    if value.tzinfo is None:
        raise ValueError(f"holds a time with its zone, and {value.isoformat()} has none")
    if value.tzinfo is dt.UTC:  # orjson writes it as isoformat() does, five times as fast
        return orjson.dumps(value)[1:-1].decode()
    return value.isoformat()


def _naive_moment(value: Any) -> str:
    if not isinstance(value, dt.datetime) or value.tzinfo is not None:
        raise ValueError(f"holds a date and time without a zone, not {_kind(value)}")
    return value.isoformat()


def _json(value: Any) -> str:
    wire, repaired = json_text(value)
    if repaired:
        raise _Repaired(wire)
    return wire


def _array(kind: ARRAY[Any]) -> Callable[[Any], str]:
    item = _encoder(kind.item_type)

    def array(value: Any) -> str:
        if not is_list(value):
            raise ValueError(f"holds a list, not {_kind(value)}")
        repaired = False
        parts: list[str] = []
        for element in value:
            try:
                parts.append("NULL" if element is None else _quoted(item(element)))
            except _Repaired as repair:
                parts.append(_quoted(repair.wire))
                repaired = True
        wire = f"{{{','.join(parts)}}}"
        if repaired:
            raise _Repaired(wire)
        return wire

    return array


def _quoted(element: str) -> str:
    """One element as an array literal holds it (PostgreSQL 18, 8.15.6)."""
    return '"' + element.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _other(value: Any) -> str:
    """Any other type: its own text, which PostgreSQL reads or refuses."""
    if is_list(value) or is_object(value):
        raise ValueError(f"holds one value, not {_kind(value)}")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, bool):
        return _boolean(value)
    return _text(None)(str(value))


def _kind(value: Any) -> str:
    """The value's type in JSON's words."""
    return _KINDS.get(type(value).__name__, type(value).__name__)
