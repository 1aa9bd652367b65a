"""Google Calendar: calendars and events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    has_text,
    listing,
    newest,
    within,
)
from ait_postgres.schemas import GoogleCalendarCalendar, GoogleCalendarEvent

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def calendars(
    *,
    access_role: str | None = None,
    is_primary: bool | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str, str | None, str | None, str | None, str | None, bool | None, bool | None, dt.datetime
]:
    """Calendars that are not deleted, the last changed here first."""
    row = GoogleCalendarCalendar
    return listing(
        select(
            row.id,
            row.title,
            row.description,
            row.time_zone,
            row.access_role,
            row.is_primary,
            row.is_selected,
            row.updated_at,
        ),
        row.is_deleted.is_not(True),
        equals(row.access_role, access_role),
        equals(row.is_primary, is_primary),
        order=newest(row.updated_at, row.id),
        limit=limit,
    )


def events(
    *,
    calendar_id: str | None = None,
    status: str | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str | None,
    dt.datetime | None,
    dt.datetime | None,
    dt.date | None,
    bool | None,
    str | None,
    str | None,
    str | None,
    dt.datetime,
]:
    """Events by their start, the earliest first: `since=now` lists what is coming.

    `since` and `until` are of `start_time`. Cancelled events are listed where
    `status="cancelled"` asks for them. An event of whole days in no known zone has no
    `start_time`: it comes last, and never between `since` and `until`. `text` is looked
    for in title, description and location.
    """
    row = GoogleCalendarEvent
    return listing(
        select(
            row.id,
            row.title,
            row.start_time,
            row.end_time,
            row.start_date,
            row.is_all_day,
            row.location,
            row.status,
            row.html_url,
            row.updated_at,
        ),
        equals(row.calendar_id, calendar_id),
        row.status.is_distinct_from("cancelled") if status is None else row.status == status,
        within(row.start_time, since, until),
        has_text(text, row.title, row.description, row.location),
        order=(row.start_time, row.id),
        limit=limit,
    )
