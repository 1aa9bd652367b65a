"""Google Calendar's calendars, in two shapes: an entry of the person's list, and the calendar.

The entry adds what is the person's own (role, colours, reminders, another title).
Both have one id, so they are one row, and neither erases what only the other has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, Row, field
from ait_postgres.ingest.mapping.google.key import key
from ait_postgres.schemas import GoogleCalendarCalendar

if TYPE_CHECKING:
    from ait_postgres.schemas.data_targets import GoogleCalendarCalendarDataTarget

_CALENDAR: Final = Fields(
    field("title", "summary"),
    field("title_override", "summaryOverride"),
    field("description"),
    field("location"),
    field("time_zone", "timeZone"),
    field("color_id", "colorId"),
    field("background_color", "backgroundColor"),
    field("foreground_color", "foregroundColor"),
    field("access_role", "accessRole"),
    field("is_primary", "primary"),
    field("is_hidden", "hidden"),
    field("is_selected", "selected"),
    field("is_deleted", "deleted"),
    field("default_reminders_data", "defaultReminders"),
    field("notification_settings_data", "notificationSettings"),
    field("conference_properties_data", "conferenceProperties"),
    ignore=("id", "kind", "etag"),
)
#: Answers whose field mask leaves out `kind`: an entry has one of these, a calendar a zone.
_OF_CALENDARS: Final = frozenset({"accessRole", "summaryOverride", "backgroundColor", "timeZone"})


def google_calendar_calendar(
    payload: Payload, _context: Context
) -> GoogleCalendarCalendarDataTarget:
    """A calendar, by itself or as an entry of a person's list; a deleted entry as well."""
    row: Row = {"id": key(payload, "calendar"), **_CALENDAR.read(payload)}
    if rest := _CALENDAR.remainder(payload):
        row["remainder"] = rest
    return cast("GoogleCalendarCalendarDataTarget", row)


def _recognise(payload: Payload) -> bool:
    if "kind" in payload:
        return payload["kind"] in ("calendar#calendar", "calendar#calendarListEntry")
    return "id" in payload and "summary" in payload and not _OF_CALENDARS.isdisjoint(payload)


ENTITY: Final = Entity(
    name="google_calendar_calendar",
    table=GoogleCalendarCalendar.__table__,  # type: ignore[arg-type]  # declared as FromClause, is a Table
    map=google_calendar_calendar,
    recognise=_recognise,
)
