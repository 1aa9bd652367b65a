"""Days and local times, read in the zone that Google names for them, never in ours.

A local time that occurs twice (clocks go back) is the first of the two, and one that
never occurs is read with the offset before the gap: RFC 5545, 3.3.5.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final
from zoneinfo import ZoneInfo

from ait_postgres.ingest.mapping.convert import instant

#: Events of imported calendars come with such zones; the database of zones has none of them.
_FIXED: Final = re.compile(r"(?:GMT|UTC)([+-])(\d\d):([0-5]\d)", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def zone(name: Any) -> dt.tzinfo:
    """The zone of that name: IANA's, or `GMT-03:00`."""
    if type(name) is not str:
        raise ValueError(f"the time zone {name!r:.60} is no text")
    if fixed := _FIXED.fullmatch(name):
        sign, hours, minutes = fixed.groups()
        shift = dt.timedelta(hours=int(hours), minutes=int(minutes))
        return dt.timezone(-shift if sign == "-" else shift)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: "Europe" is a folder of the tzdata package
        raise ValueError(f"the time zone {name!r:.60} is not known here") from None


def local_instant(value: Any, zone_name: Any) -> dt.datetime:
    """A time with its offset, or without one in the zone named beside it."""
    if type(value) is not str or len(value) <= len("2026-03-29"):
        raise ValueError(f"{value!r:.60} is not a date and time")
    try:
        wall = dt.datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r:.60} is not a date and time") from None
    if wall.tzinfo is not None:
        return instant(value)
    if zone_name is None:
        raise ValueError(
            f"{value!r:.60} has neither an offset nor a timeZone;"
            " say the calendar's: --context time_zone=Europe/Prague"
        )
    return _utc(wall, zone(zone_name))


def day(value: Any) -> dt.date:
    """A day, written `2026-03-29` and in no other way."""
    if type(value) is not str or not _DAY.fullmatch(value):
        raise ValueError(f"{value!r:.60} is not a day")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r:.60} is not a day") from None


def midnight(date: dt.date, zone_name: Any) -> dt.datetime:
    """The moment at which a day begins there."""
    return _utc(dt.datetime.combine(date, dt.time()), zone(zone_name))


def _utc(wall: dt.datetime, where: dt.tzinfo) -> dt.datetime:
    try:
        return wall.replace(tzinfo=where).astimezone(dt.UTC)
    except OverflowError:
        raise ValueError(f"{wall.isoformat()} is outside the years 1 to 9999 in UTC") from None
