"""Which path of Google's payloads fills which column, read without the product's code."""

from __future__ import annotations

import base64
import datetime as dt
import email.utils
import quopri

from tests.ingest.conformance.payload_table import ABSENT, PayloadTable, at, read_time


def first(*paths, reading=lambda value: value):
    """The first of several paths that the payload speaks of."""

    def read(payload, context):
        values = [value for path in paths if (value := at(payload, path)) is not ABSENT]
        return reading(values[0]) if values and values[0] is not None else [*values, ABSENT][0]

    return read


# --- calendar events ----------------------------------------------------------------------


def hours_east(zone, wall):
    """The zones of these payloads, by their laws (the product asks the database of zones)."""
    summer = dt.datetime(2026, 3, 29) <= wall < dt.datetime(2026, 10, 25)
    return {
        "America/Regina": -6,  # no summer time
        "America/St_Johns": -2.5,  # 2026-10-25: summer time ends a week later there
        "Europe/Oslo": 2 if summer else 1,
        "Pacific/Kiritimati": 14,
    }[zone]


def moment(place):
    def read(payload, context):
        said = payload.get(place, ABSENT)
        if said is ABSENT:
            return ABSENT
        text = said.get("dateTime") or said["date"]
        if "T" in text and (text.endswith("Z") or text[-6] in "+-"):
            return read_time(text)
        zone = said.get("timeZone") or context.get("time_zone")
        if zone is None:
            return None
        wall = dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S" if "T" in text else "%Y-%m-%d")
        shift = dt.timedelta(hours=hours_east(zone, wall))
        return wall.replace(tzinfo=dt.UTC) - shift

    return read


def day(place):
    def read(payload, context):
        said = payload.get(place, ABSENT)
        if said is ABSENT:
            return ABSENT
        return dt.date(*map(int, said["date"].split("-"))) if "date" in said else None

    return read


def attendees_count(payload, context):
    if "attendees" not in payload or payload.get("attendeesOmitted"):
        return ABSENT
    return len(payload["attendees"])


EVENT = PayloadTable(
    entity="google_calendar_event",
    target="GoogleCalendarEventDataTarget",
    columns={
        "id": "id",
        "title": "summary",
        "description": "description",
        "start_time": moment("start"),
        "end_time": moment("end"),
        "start_date": day("start"),
        "end_date": day("end"),
        "is_all_day": lambda p, _: "date" in p["start"] if "start" in p else ABSENT,
        "time_zone": "start.timeZone",
        "end_time_zone": "end.timeZone",
        "original_start_time": moment("originalStartTime"),
        "original_start_date": day("originalStartTime"),
        "location": "location",
        "status": "status",
        "html_url": "htmlLink",
        "color_id": "colorId",
        "visibility": "visibility",
        "transparency": "transparency",
        "ical_uid": "iCalUID",
        "sequence": ("sequence", "whole"),
        "calendar_id": lambda _, context: context.get("calendar", ABSENT),
        "recurring_event_id": "recurringEventId",
        "event_type": "eventType",
        "hangout_link": "hangoutLink",
        "anyone_can_add_self": "anyoneCanAddSelf",
        "guests_can_invite_others": "guestsCanInviteOthers",
        "guests_can_modify": "guestsCanModify",
        "guests_can_see_other_guests": "guestsCanSeeOtherGuests",
        "private_copy": "privateCopy",
        "locked": "locked",
        "attendees_omitted": "attendeesOmitted",
        "attendees_count": attendees_count,
        "creator_data": "creator",
        "organizer_data": "organizer",
        "attendees_data": "attendees",
        "recurrence_data": "recurrence",
        "reminders_data": "reminders",
        "conference_data": "conferenceData",
        "attachments_data": "attachments",
        "extended_properties_data": "extendedProperties",
        "event_created_at": ("created", "time"),
        "event_updated_at": ("updated", "time"),
    },
    taken=frozenset({"start", "end", "originalStartTime"}),
    dropped=frozenset({"kind", "etag"}),
)

# --- calendars ------------------------------------------------------------------------------

CALENDAR = PayloadTable(
    entity="google_calendar_calendar",
    target="GoogleCalendarCalendarDataTarget",
    columns={
        "id": "id",
        "title": "summary",
        "title_override": "summaryOverride",
        "description": "description",
        "location": "location",
        "time_zone": "timeZone",
        "color_id": "colorId",
        "background_color": "backgroundColor",
        "foreground_color": "foregroundColor",
        "access_role": "accessRole",
        "is_primary": "primary",
        "is_hidden": "hidden",
        "is_selected": "selected",
        "is_deleted": "deleted",
        "default_reminders_data": "defaultReminders",
        "notification_settings_data": "notificationSettings",
        "conference_properties_data": "conferenceProperties",
    },
    dropped=frozenset({"kind", "etag"}),
)

# --- contacts -------------------------------------------------------------------------------


def primary(place, name):
    def read(payload, context):
        if place not in payload:
            return ABSENT
        entries = sorted(payload[place], key=lambda e: not e["metadata"].get("primary", False))
        return entries[0].get(name)

    return read


def contact_updated_at(payload, context):
    sources = payload.get("metadata", {}).get("sources", [])
    said = [(source["type"] != "CONTACT", source["updateTime"]) for source in sources]
    return read_time(min(said)[1]) if said else ABSENT


CONTACT = PayloadTable(
    entity="google_contact",
    target="GoogleContactDataTarget",
    columns={
        "id": "resourceName",
        "display_name": primary("names", "displayName"),
        "given_name": primary("names", "givenName"),
        "family_name": primary("names", "familyName"),
        "email": primary("emailAddresses", "value"),
        "phone_number": primary("phoneNumbers", "value"),
        "organization": primary("organizations", "name"),
        "job_title": primary("organizations", "title"),
        "photo_url": primary("photos", "url"),
        "biography": primary("biographies", "value"),
        "is_deleted": "metadata.deleted",
        "names_data": "names",
        "email_addresses_data": "emailAddresses",
        "phone_numbers_data": "phoneNumbers",
        "organizations_data": "organizations",
        "addresses_data": "addresses",
        "birthdays_data": "birthdays",
        "contact_updated_at": contact_updated_at,
    },
    dropped=frozenset({"etag"}),
)

# --- mail -----------------------------------------------------------------------------------


def header_values(payload, name):
    listed = (payload.get("payload") or {}).get("headers") or []
    return [header["value"] for header in listed if header["name"].lower() == name]


def decoded(text):
    """Encoded words as our samples have them, and no others."""
    words = text.replace("?= =?", "?==?").split("=?")
    done = [words[0]]
    for word in words[1:]:
        charset, kind, rest = word.split("?", 2)
        content, after = rest.split("?=", 1)
        raw = (
            base64.b64decode(content)
            if kind.lower() == "b"
            else quopri.decodestring(content.encode(), header=True)
        )
        done += [raw.decode(charset), after]
    return "".join(done)


def header(name):
    return lambda payload, _: next(map(decoded, header_values(payload, name)), ABSENT)


def addresses(name):
    def read(payload, context):
        return ", ".join(map(decoded, header_values(payload, name))) or ABSENT

    return read


def sent_at(payload, context):
    parsed = [email.utils.parsedate_tz(value) for value in header_values(payload, "date")]
    if not parsed or parsed[0] is None:
        return ABSENT
    return dt.datetime.fromtimestamp(email.utils.mktime_tz(parsed[0]), dt.UTC)


def texts(part, kind, top=True):
    if part.get("filename") or (part.get("mimeType") == "message/rfc822" and not top):
        return []
    own = []
    if part.get("mimeType") == kind and "data" in part.get("body", {}):
        latin = any("8859-1" in h["value"] for h in part.get("headers", []))
        content = base64.urlsafe_b64decode(part["body"]["data"].rstrip("=") + "===")
        own = [content.decode("latin-1" if latin else "utf-8")]
    return own + [text for inner in part.get("parts", []) for text in texts(inner, kind, False)]


def body(kind):
    def read(payload, context):
        found = texts(payload.get("payload", {}), kind)
        return "\n".join(found) if found else ABSENT

    return read


def tree(payload, context):
    said = payload.get("payload", {})
    return said if "parts" in said or "body" in said else ABSENT


GMAIL = PayloadTable(
    entity="gmail_message",
    target="GoogleGmailMessageDataTarget",
    columns={
        "id": "id",
        "thread_id": lambda p, c: p.get("threadId", c.get("thread_id", ABSENT)),
        "connector_config_id": lambda _, c: c.get("connector_config_id", ABSENT),
        "history_id": "historyId",
        "snippet": "snippet",
        "internal_date": first(
            "internalDate",
            reading=lambda text: (
                dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + int(text) * dt.timedelta(milliseconds=1)
            ),
        ),
        "label_ids": "labelIds",
        "size_estimate": ("sizeEstimate", "whole"),
        "subject": header("subject"),
        "from": header("from"),
        "to": addresses("to"),
        "cc": addresses("cc"),
        "bcc": addresses("bcc"),
        "message_sent_at": sent_at,
        "body_text": body("text/plain"),
        "body_html": body("text/html"),
        "payload": tree,
    },
    taken=frozenset({"payload", "threadId", "internalDate"}),
)

# --- photos and subscriptions ---------------------------------------------------------------

PHOTO = PayloadTable(
    entity="google_photo",
    target="GooglePhotoDataTarget",
    columns={
        "id": "id",
        "type": "type",
        "filename": first("filename", "mediaFile.filename"),
        "description": "description",
        "product_url": "productUrl",
        "base_url": first("baseUrl", "mediaFile.baseUrl"),
        "mime_type": first("mimeType", "mediaFile.mimeType"),
        "width": first("mediaMetadata.width", "mediaFile.mediaFileMetadata.width", reading=int),
        "height": first("mediaMetadata.height", "mediaFile.mediaFileMetadata.height", reading=int),
        "media_metadata": first("mediaMetadata", "mediaFile.mediaFileMetadata"),
        "contributor_info": "contributorInfo",
        "creation_time": first("mediaMetadata.creationTime", "createTime", reading=read_time),
    },
    taken=frozenset(
        {"filename", "baseUrl", "mimeType", "mediaMetadata", "mediaFile", "createTime"}
    ),
)

SUBSCRIPTION = PayloadTable(
    entity="google_youtube_subscription",
    target="YouTubeSubscriptionDataTarget",
    columns={
        "id": "id",
        "title": "snippet.title",
        "description": "snippet.description",
        "channel_id": "snippet.channelId",
        "resource_channel_id": "snippet.resourceId.channelId",
        "thumbnail_url": "snippet.thumbnails.default.url",
        "thumbnails_data": "snippet.thumbnails",
        "total_item_count": ("contentDetails.totalItemCount", "whole"),
        "new_item_count": ("contentDetails.newItemCount", "whole"),
        "activity_type": "contentDetails.activityType",
        "published_at": ("snippet.publishedAt", "time"),
    },
    dropped=frozenset({"kind", "etag"}),
)

TABLES = {table.entity: table for table in (EVENT, CALENDAR, CONTACT, GMAIL, PHOTO, SUBSCRIPTION)}
