"""What a vendor's way of writing a value becomes in Python, exactly or not at all.

Each takes one JSON value, never None, and returns what the column holds; each
raises ValueError in words that name the value's fault. Nothing is guessed: a
time without a zone is refused unless its own zone is given.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from email.utils import parsedate_to_datetime
from typing import Any

from ait_postgres.ingest.json_text import is_whole

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def identifier(value: Any) -> str:
    """A vendor's id as text: ids arrive as strings, or as numbers, or as 204053.0."""
    if type(value) is str:
        if not value:
            raise ValueError("an empty string is no id")
        return value
    return str(integer(value))


def text_id(value: Any) -> str | None:
    """An id that may be absent: the empty string stands for none."""
    return identifier(value) if value != "" else None


def integer(value: Any) -> int:
    """A whole number: 12, or 12.0; 12.5, "12" and true are none."""
    if type(value) is int:
        return value
    if is_whole(value):
        return int(value)
    raise ValueError(f"{_shown(value)} is not a whole number")


def number(value: Any) -> float:
    """A number, whole or not; NaN, "12" and true are none."""
    if type(value) in (int, float) and math.isfinite(value):
        return float(value)
    raise ValueError(f"{_shown(value)} is not a number")


def none_if_empty(value: Any) -> Any:
    """The empty string where a vendor means none (urls, names)."""
    return None if value == "" else value


def instant(value: Any) -> dt.datetime:
    """An ISO 8601 time with its zone, or epoch seconds in a number.

    Fractions beyond microseconds are cut, as PostgreSQL holds no more. A time
    without a zone is refused: whose noon it is cannot be known here.
    """
    if type(value) is str:
        try:
            moment = dt.datetime.fromisoformat(value)
        except ValueError:
            moment = _rfc2822(value)
        if moment.tzinfo is None:
            raise ValueError(f"{_shown(value)} has no time zone")
        if not 1 < moment.year < 9999:
            return _within_calendar(moment)
        return moment
    return epoch_seconds(value)


def calendar_date(value: Any) -> dt.date | None:
    """A day, `2026-01-31`; the empty string stands for none, and a time is no day."""
    if value == "":
        return None
    if type(value) is not str or not _DAY.fullmatch(value):
        raise ValueError(f"{_shown(value)} is not a date")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{_shown(value)} is not a date") from None


def _within_calendar(moment: dt.datetime) -> dt.datetime:
    """The same in UTC: 9999-12-31 at -01:00 is in a year that Python cannot read back."""
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError(f"{moment.isoformat()} is outside the years 1 to 9999") from None


def epoch_seconds(value: Any) -> dt.datetime:
    """Seconds since 1970 in a number, or in a string of digits."""
    return _since_epoch(value, _number(value))


def epoch_milliseconds(value: Any) -> dt.datetime:
    """Milliseconds since 1970 in a number, or in a string of digits (Gmail)."""
    return _since_epoch(value, 0, _number(value) * 1000)


def epoch_decimal(value: Any) -> dt.datetime:
    """Seconds with six decimals in a string (Slack's `ts`), to the microsecond.

    Read as two integers: a float of 1358878755.000001 would lose its last digit.
    """
    seconds, _, fraction = str(value).partition(".")
    if not (_digits(seconds) and (not fraction or _digits(fraction))):
        raise ValueError(f"{_shown(value)} is not a time in seconds")
    micros = int(fraction[:6].ljust(6, "0"))
    return _since_epoch(value, int(seconds), micros)


def _since_epoch(value: Any, seconds: float, micros: float = 0) -> dt.datetime:
    try:
        return _EPOCH + dt.timedelta(0, seconds, micros)  # keywords take twice as long
    except (OverflowError, ValueError):  # ValueError: NaN
        raise ValueError(f"{_shown(value)} is outside the years 1 to 9999") from None


def _number(value: Any) -> int | float:
    if type(value) is int or type(value) is float:
        return value
    if type(value) is str and _digits(value.removeprefix("-")):
        return int(value)
    raise ValueError(f"{_shown(value)} is not a time in seconds or ISO 8601")


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _rfc2822(value: str) -> dt.datetime:
    try:
        return parsedate_to_datetime(value)
    except ValueError:
        raise ValueError(f"{_shown(value)} is not a date and time") from None


def _shown(value: Any) -> str:
    """The value as a person recognises it, never longer than a line."""
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
