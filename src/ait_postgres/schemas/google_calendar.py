"""Google Calendar: calendars and events."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import Base, ExternalId, Json, VendorId, VendorRow, feed_index


class GoogleCalendarCalendar(VendorRow, Base):
    """A calendar: of the person's list (role, colours, reminders) or by itself (neither)."""

    __tablename__ = "google_calendar_calendars"
    __table_args__ = (feed_index(),)

    id: Mapped[ExternalId]
    #: NULL on an entry that only says it was deleted.
    title: Mapped[str | None]
    #: What the person calls it, where that is not the calendar's own title.
    title_override: Mapped[str | None]
    description: Mapped[str | None]
    location: Mapped[str | None]
    time_zone: Mapped[str | None] = mapped_column(String(100))
    color_id: Mapped[str | None] = mapped_column(String(50, collation="C"))
    background_color: Mapped[str | None] = mapped_column(String(50))
    foreground_color: Mapped[str | None] = mapped_column(String(50))
    access_role: Mapped[str | None] = mapped_column(String(50))
    is_primary: Mapped[bool | None]
    is_hidden: Mapped[bool | None]
    is_selected: Mapped[bool | None]
    is_deleted: Mapped[bool | None]
    default_reminders_data: Mapped[Json | None]
    notification_settings_data: Mapped[Json | None]
    conference_properties_data: Mapped[Json | None]
    metadata_: Mapped[Json | None] = mapped_column("metadata")


class GoogleCalendarEvent(VendorRow, Base):
    """An event; a cancelled instance has an id, a status and its original start, little else.

    An event of whole days has dates and no instant: `start_date` and `end_date`
    (exclusive) are what Google said, `start_time` and `end_time` their midnights
    in the event's or calendar's zone, and NULL where no zone is known.
    """

    __tablename__ = "google_calendar_events"
    __table_args__ = (
        feed_index(),
        Index(None, "calendar_id", "start_time"),
        Index(None, "start_time"),
    )

    #: Google documents 5 to 1,024 characters (of base32hex: 1,024 bytes fit a b-tree).
    id: Mapped[str] = mapped_column(String(1024, collation="C"), primary_key=True)
    title: Mapped[str | None]
    description: Mapped[str | None]
    start_time: Mapped[dt.datetime | None]
    end_time: Mapped[dt.datetime | None]
    start_date: Mapped[dt.date | None]
    end_date: Mapped[dt.date | None]
    is_all_day: Mapped[bool | None]
    time_zone: Mapped[str | None] = mapped_column(String(100))
    #: Another than the start's where somebody travels.
    end_time_zone: Mapped[str | None] = mapped_column(String(100))
    original_start_time: Mapped[dt.datetime | None]
    original_start_date: Mapped[dt.date | None]
    location: Mapped[str | None]
    status: Mapped[str | None] = mapped_column(String(50))
    html_url: Mapped[str | None]
    color_id: Mapped[str | None] = mapped_column(String(50, collation="C"))
    visibility: Mapped[str | None] = mapped_column(String(50))
    transparency: Mapped[str | None] = mapped_column(String(50))
    #: Made by any calendar program, so of any length.
    ical_uid: Mapped[str | None]
    sequence: Mapped[int | None]
    calendar_id: Mapped[VendorId | None]
    recurring_event_id: Mapped[str | None] = mapped_column(String(1024, collation="C"))
    event_type: Mapped[str | None] = mapped_column(String(100))
    hangout_link: Mapped[str | None]
    anyone_can_add_self: Mapped[bool | None]
    guests_can_invite_others: Mapped[bool | None]
    guests_can_modify: Mapped[bool | None]
    guests_can_see_other_guests: Mapped[bool | None]
    private_copy: Mapped[bool | None]
    locked: Mapped[bool | None]
    attendees_omitted: Mapped[bool | None]
    #: NULL also where Google left out some of them (`attendees_omitted`).
    attendees_count: Mapped[int | None]
    creator_data: Mapped[Json | None]
    organizer_data: Mapped[Json | None]
    attendees_data: Mapped[Json | None]
    recurrence_data: Mapped[Json | None]
    reminders_data: Mapped[Json | None]
    conference_data: Mapped[Json | None]
    attachments_data: Mapped[Json | None]
    extended_properties_data: Mapped[Json | None]
    metadata_: Mapped[Json | None] = mapped_column("metadata")
    event_created_at: Mapped[dt.datetime | None]
    event_updated_at: Mapped[dt.datetime | None]
