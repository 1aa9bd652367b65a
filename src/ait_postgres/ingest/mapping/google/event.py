"""Google Calendar's events: single, recurring, instances of those, and cancelled ones.

A page of events tells the calendar's time zone and title and not its id: whoever
ingests says which calendar it is. A cancelled instance has an id, a status and its
original start, and is stored: it says which occurrence of a series does not take place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import is_list, is_object
from ait_postgres.ingest.mapping.convert import instant, integer
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, Row, field
from ait_postgres.ingest.mapping.google.key import key
from ait_postgres.ingest.mapping.google.zone import day, local_instant, midnight
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import GoogleCalendarEvent

if TYPE_CHECKING:
    from ait_postgres.schemas.data_targets import GoogleCalendarEventDataTarget

#: Where an event says a moment or a day, and the columns' prefix.
_WHEN: Final = (("start", "start"), ("end", "end"), ("originalStartTime", "original_start"))

_EVENT: Final = Fields(
    field("title", "summary"),
    field("description"),
    field("location"),
    field("status"),
    field("html_url", "htmlLink"),
    field("color_id", "colorId"),
    field("visibility"),
    field("transparency"),
    field("ical_uid", "iCalUID"),
    field("sequence", convert=integer),
    field("recurring_event_id", "recurringEventId"),
    field("event_type", "eventType"),
    field("hangout_link", "hangoutLink"),
    field("anyone_can_add_self", "anyoneCanAddSelf"),
    field("guests_can_invite_others", "guestsCanInviteOthers"),
    field("guests_can_modify", "guestsCanModify"),
    field("guests_can_see_other_guests", "guestsCanSeeOtherGuests"),
    field("private_copy", "privateCopy"),
    field("locked"),
    field("attendees_omitted", "attendeesOmitted"),
    field("creator_data", "creator"),
    field("organizer_data", "organizer"),
    field("attendees_data", "attendees"),
    field("recurrence_data", "recurrence"),
    field("reminders_data", "reminders"),
    field("conference_data", "conferenceData"),
    field("attachments_data", "attachments"),
    field("extended_properties_data", "extendedProperties"),
    field("event_created_at", "created", instant),
    field("event_updated_at", "updated", instant),
    field("time_zone", "start.timeZone"),
    field("end_time_zone", "end.timeZone"),
    ignore=(
        "id",
        "kind",
        "etag",
        # In columns, by the functions below.
        *(f"{place}.{said}" for place, _ in _WHEN for said in ("date", "dateTime")),
    ),
)


def google_calendar_event(payload: Payload, context: Context) -> GoogleCalendarEventDataTarget:
    """An event of any kind; a cancelled one may be no more than its id."""
    row: Row = {"id": key(payload, "calendar event"), **_EVENT.read(payload)}
    row |= _times(payload, context)
    if "attendees" in payload and payload.get("attendeesOmitted") is not True:
        row["attendees_count"] = _count(payload["attendees"])
    if calendar := context.get("calendar"):
        row["calendar_id"] = calendar
    if rest := _EVENT.remainder(payload):
        row["remainder"] = rest
    return cast("GoogleCalendarEventDataTarget", row)


def _times(payload: Payload, context: Context) -> Row:
    """Moments and days; what a zone is missing for is read in the start's, else the calendar's."""
    start = payload.get("start")
    nearest = start.get("timeZone") if is_object(start) else None
    if nearest is None:
        nearest = context.get("time_zone")
    row: Row = {}
    for place, prefix in _WHEN:
        if place in payload:
            row |= _when(payload[place], place, prefix, nearest)
    if row.get("start_date") or row.get("start_time"):
        row["is_all_day"] = row["start_date"] is not None
    return row


def _when(said: Any, place: str, prefix: str, nearest: Any) -> Row:
    """A moment, or a day with its midnight where a zone is known; the one clears the other."""
    date_column, time_column = f"{prefix}_date", f"{prefix}_time"
    if said is None:
        return {date_column: None, time_column: None}
    if not is_object(said):
        raise Reject(f"{time_column}: {place} is no object", time_column)
    moment, date = said.get("dateTime"), said.get("date")
    zone_name = said.get("timeZone") or nearest
    column = time_column
    try:
        if moment is not None:
            return {date_column: None, time_column: local_instant(moment, zone_name)}
        if date is None:
            names = (("date", date_column), ("dateTime", time_column))
            return {name: None for said_key, name in names if said_key in said}
        column = date_column
        on = day(date)
        column = time_column
        return {date_column: on, time_column: midnight(on, zone_name) if zone_name else None}
    except (ValueError, OverflowError) as error:
        raise Reject(f"{column}: {error}", column) from error


def _count(attendees: Any) -> int | None:
    """How many are invited; of a list that Google shortened nobody can say."""
    if attendees is None:
        return None
    if not is_list(attendees):
        raise Reject("attendees_count: attendees is no list", "attendees_count")
    return len(attendees)


def _recognise(payload: Payload) -> bool:
    if "kind" in payload:
        return bool(payload["kind"] == "calendar#event")
    if is_object(payload.get("start")) and is_object(payload.get("end")):
        return True
    return not _OF_EVENTS.isdisjoint(payload) or (
        payload.get("status") == "cancelled" and payload.keys() <= _CANCELLED
    )


#: What nothing else has, for answers whose field mask leaves out `kind`.
_OF_EVENTS: Final = frozenset({"iCalUID", "originalStartTime", "recurringEventId"})
#: All that a deleted event may come with.
_CANCELLED: Final = frozenset({"id", "status", "etag", "updated"})


def _carry(page: Payload) -> Context:
    """A page of events tells its calendar's time zone, and the title for whoever reads a reject."""
    if page.get("kind") != "calendar#events" and not is_list(page.get("items")):
        return {}
    said = {"time_zone": page.get("timeZone"), "calendar_title": page.get("summary")}
    return {name: value for name, value in said.items() if isinstance(value, str) and value}


ENTITY: Final = Entity(
    name="google_calendar_event",
    table=GoogleCalendarEvent.__table__,  # type: ignore[arg-type]  # declared as FromClause, is a Table
    map=google_calendar_event,
    recognise=_recognise,
    carry=_carry,
    version="event_updated_at",
    context_keys=("calendar", "time_zone"),
)
