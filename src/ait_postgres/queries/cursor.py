"""A place in the order of `(updated_at, key)`, as a value and as an opaque token.

The token is made to travel: url-safe, plain ASCII, exact to the microsecond. It
names its table and carries a checksum, so that a cursor of another table or a
damaged one is refused and never read as some other place. It is no secret and no
proof: whoever may read the table may read from any place of it.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import zlib
from dataclasses import dataclass
from typing import cast

import orjson

from ait_postgres.errors import CursorInvalid

#: The layout below; another layout gets another number, and old tokens a clear refusal.
VERSION = 1
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_BEGIN_ANEW = "begin anew without one"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place right after one row, read in either direction.

    Attributes:
        table: The table's name.
        updated_at: The row's `updated_at`, with a zone; kept in UTC.
        id: The row's key, as text (a commit's is its `sha`).

    Raises:
        CursorInvalid: The time names no zone or is no year 1 to 9999 in UTC, or the
            id is none that PostgreSQL could hold.
    """

    table: str
    updated_at: dt.datetime
    id: str

    def __post_init__(self) -> None:
        if self.updated_at.tzinfo is None:
            raise CursorInvalid(f"A cursor's time names its zone, and {self.updated_at} does not")
        try:
            object.__setattr__(self, "updated_at", self.updated_at.astimezone(dt.UTC))
        except OverflowError as error:
            message = f"A cursor's time is of the years 1 to 9999, not {self.updated_at}"
            raise CursorInvalid(message) from error
        if not _is_storable(self.id):
            raise CursorInvalid("A cursor's id holds a character that PostgreSQL cannot store")

    def encode(self) -> str:
        """Return the cursor as a token of url-safe characters, without padding."""
        microseconds = (self.updated_at - _EPOCH) // _MICROSECOND
        body = orjson.dumps([VERSION, self.table, microseconds, self.id])
        return _to_text(zlib.crc32(body).to_bytes(4) + body)

    @classmethod
    def decode(cls, token: str) -> Cursor:
        """Return the cursor that `encode` made the token of.

        Raises:
            CursorInvalid: The token is damaged or of another version.
        """
        version, *rest = _parse(_body(token))
        if version != VERSION:
            raise CursorInvalid(f"This cursor is of another version of ait-postgres: {_BEGIN_ANEW}")
        match rest:
            case [str(table), int(microseconds), str(key)]:
                return cls(table, _time(microseconds), key)
            case _:
                raise _damaged()


def _is_storable(text: str) -> bool:
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return False


def _to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _body(token: str) -> bytes:
    try:
        raw = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except (UnicodeEncodeError, binascii.Error) as error:
        raise _damaged() from error
    # Python's decoder skips what is not base64 and the last character's spare bits.
    if _to_text(raw) != token or zlib.crc32(raw[4:]).to_bytes(4) != raw[:4]:
        raise _damaged()
    return raw[4:]


def _parse(body: bytes) -> list[object]:
    try:
        parsed: object = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _damaged() from error
    if not (isinstance(parsed, list) and parsed):
        raise _damaged()
    return cast("list[object]", parsed)


def _time(microseconds: int) -> dt.datetime:
    try:
        return _EPOCH + dt.timedelta(microseconds=microseconds)
    except OverflowError as error:
        raise _damaged() from error


def _damaged() -> CursorInvalid:
    return CursorInvalid(
        f"This is no cursor, or a damaged one: pass it on as it was given, or {_BEGIN_ANEW}"
    )
