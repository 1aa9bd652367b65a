"""Every field that Google describes: in a column, in the remainder, or dropped on purpose."""

from __future__ import annotations

import json

import pytest
from tests.ingest.conformance.vendor_schema import by_place, described_fields, places

#: What a field may hold, by the description's own words.
EXAMPLES = {
    "date-time": "2001-02-03T04:05:06Z",
    "google-datetime": "2001-02-03T04:05:06Z",
    "date": "2001-02-03",
    "uint64": "981173106",
    "int64": "981173106000",
    "byte": "dGV4dA",
    "string": "Europe/Oslo",  # a text as any other, and a time zone as well
    "integer": 7,
    "number": 7.5,
    "boolean": True,
    "any": "text of any kind",
}


def example(schemas, described, depth=0):
    """A value as the description has it."""
    if reference := described.get("$ref"):
        return example(schemas, schemas[reference], depth)
    kind = described["type"]
    if kind == "array":
        return [example(schemas, described["items"], depth)]
    if kind != "object":
        return EXAMPLES[described.get("format", kind) if kind == "string" else kind]
    if depth > 6:  # a MIME part holds MIME parts
        return {}
    named = described.get("properties") or {"any": described["additionalProperties"]}
    return {name: example(schemas, inner, depth + 1) for name, inner in named.items()}


#: The same for calendars and the entries of the list of them.
OF_CALENDARS = {
    "key": {"id"},
    "dropped": {"etag", "kind"},
    "title": {"summary"},
    "description": {"description"},
    "location": {"location"},
    "time_zone": {"timeZone"},
    "conference_properties_data": {"conferenceProperties"},
}
#: Document, schema, entity, the object in the payload whose fields these are, where each goes.
SCHEMAS = [
    (
        ("calendar.v3", "Event", "google_calendar_event", None),
        {
            "key": {"id"},
            "dropped": {"etag", "kind"},
            "remainder": {
                "birthdayProperties",
                "endTimeUnspecified",
                "eventLabelId",
                "focusTimeProperties",
                "gadget",
                "outOfOfficeProperties",
                "source",
                "workingLocationProperties",
            },
            "title": {"summary"},
            "description": {"description"},
            "location": {"location"},
            "status": {"status"},
            "html_url": {"htmlLink"},
            "color_id": {"colorId"},
            "visibility": {"visibility"},
            "transparency": {"transparency"},
            "ical_uid": {"iCalUID"},
            "sequence": {"sequence"},
            "recurring_event_id": {"recurringEventId"},
            "event_type": {"eventType"},
            "hangout_link": {"hangoutLink"},
            "anyone_can_add_self": {"anyoneCanAddSelf"},
            "guests_can_invite_others": {"guestsCanInviteOthers"},
            "guests_can_modify": {"guestsCanModify"},
            "guests_can_see_other_guests": {"guestsCanSeeOtherGuests"},
            "private_copy": {"privateCopy"},
            "locked": {"locked"},
            # The count is no count where some were left out.
            "attendees_count attendees_omitted": {"attendeesOmitted"},
            "attendees_data": {"attendees"},
            "creator_data": {"creator"},
            "organizer_data": {"organizer"},
            "recurrence_data": {"recurrence"},
            "reminders_data": {"reminders"},
            "conference_data": {"conferenceData"},
            "attachments_data": {"attachments"},
            "extended_properties_data": {"extendedProperties"},
            "event_created_at": {"created"},
            "event_updated_at": {"updated"},
            "is_all_day start_date start_time time_zone": {"start"},
            "end_date end_time end_time_zone": {"end"},
            "original_start_date original_start_time": {"originalStartTime"},
        },
    ),
    (
        ("calendar.v3", "EventDateTime", "google_calendar_event", "start"),
        {
            "is_all_day start_date start_time": {"date", "dateTime"},
            # Where a day begins is a question of its zone.
            "start_time time_zone": {"timeZone"},
        },
    ),
    (
        ("calendar.v3", "EventDateTime", "google_calendar_event", "end"),
        {"end_date end_time": {"date", "dateTime"}, "end_time_zone": {"timeZone"}},
    ),
    (
        ("calendar.v3", "EventDateTime", "google_calendar_event", "originalStartTime"),
        {
            "original_start_date original_start_time": {"date", "dateTime"},
            "remainder": {"timeZone"},
        },
    ),
    (
        ("calendar.v3", "Calendar", "google_calendar_calendar", None),
        OF_CALENDARS
        | {"remainder": {"autoAcceptInvitations", "dataOwner", "labelProperties", "workingHours"}},
    ),
    (
        ("calendar.v3", "CalendarListEntry", "google_calendar_calendar", None),
        OF_CALENDARS
        | {
            "remainder": {"autoAcceptInvitations", "dataOwner"},
            "title_override": {"summaryOverride"},
            "access_role": {"accessRole"},
            "background_color": {"backgroundColor"},
            "foreground_color": {"foregroundColor"},
            "color_id": {"colorId"},
            "default_reminders_data": {"defaultReminders"},
            "notification_settings_data": {"notificationSettings"},
            "is_primary": {"primary"},
            "is_hidden": {"hidden"},
            "is_selected": {"selected"},
            "is_deleted": {"deleted"},
        },
    ),
    (
        ("people.v1", "Person", "google_contact", None),
        {
            "key": {"resourceName"},
            "dropped": {"etag"},
            "remainder": {
                "ageRange",
                "ageRanges",
                "braggingRights",
                "calendarUrls",
                "clientData",
                "coverPhotos",
                "events",
                "externalIds",
                "fileAses",
                "genders",
                "imClients",
                "interests",
                "locales",
                "locations",
                "memberships",
                "miscKeywords",
                "nicknames",
                "occupations",
                "relations",
                "relationshipInterests",
                "relationshipStatuses",
                "residences",
                "sipAddresses",
                "skills",
                "taglines",
                "urls",
                "userDefined",
            },
            "contact_updated_at is_deleted": {"metadata"},
            "addresses_data": {"addresses"},
            "birthdays_data": {"birthdays"},
            "biography": {"biographies"},
            "photo_url": {"photos"},
            "email email_addresses_data": {"emailAddresses"},
            "phone_number phone_numbers_data": {"phoneNumbers"},
            "display_name family_name given_name names_data": {"names"},
            "job_title organization organizations_data": {"organizations"},
        },
    ),
    (
        ("people.v1", "PersonMetadata", "google_contact", "metadata"),
        {
            "is_deleted": {"deleted"},
            "contact_updated_at": {"sources"},
            "remainder": {"linkedPeopleResourceNames", "objectType", "previousResourceNames"},
        },
    ),
    (
        ("gmail.v1", "Message", "gmail_message", None),
        {
            "key": {"id"},
            "thread_id": {"threadId"},
            "history_id": {"historyId"},
            "internal_date": {"internalDate"},
            "label_ids": {"labelIds"},
            "size_estimate": {"sizeEstimate"},
            "snippet": {"snippet"},
            "payload": {"payload"},
            "remainder": {"classificationLabelValues", "raw"},
        },
    ),
    (
        ("gmail.v1", "MessagePart", "gmail_message", "payload"),
        {"payload": {"body", "filename", "headers", "mimeType", "partId", "parts"}},
    ),
    (
        ("youtube.v3", "Subscription", "google_youtube_subscription", None),
        {
            "key": {"id"},
            "dropped": {"etag", "kind"},
            "remainder": {"subscriberSnippet"},
            "activity_type new_item_count total_item_count": {"contentDetails"},
            "channel_id description published_at resource_channel_id thumbnail_url"
            " thumbnails_data title": {"snippet"},
        },
    ),
    (
        ("youtube.v3", "SubscriptionSnippet", "google_youtube_subscription", "snippet"),
        {
            "title": {"title"},
            "description": {"description"},
            "channel_id": {"channelId"},
            "resource_channel_id": {"resourceId"},
            "published_at": {"publishedAt"},
            "thumbnail_url thumbnails_data": {"thumbnails"},
        },
    ),
    (
        (
            "youtube.v3",
            "SubscriptionContentDetails",
            "google_youtube_subscription",
            "contentDetails",
        ),
        {
            "total_item_count": {"totalItemCount"},
            "new_item_count": {"newItemCount"},
            "activity_type": {"activityType"},
        },
    ),
]
#: The schema of a whole payload of each entity.
WHOLE = {of[2]: of[1] for of, _ in SCHEMAS if of[3] is None}


@pytest.mark.parametrize(
    ("of", "stated"), SCHEMAS, ids=["-".join(filter(None, of)) for of, _ in SCHEMAS]
)
def test_every_described_field_goes_where_it_is_stated(shared_payloads, of, stated):
    name, schema, entity, within = of
    path = shared_payloads / "_schemas" / f"google_discovery_{name}.json"
    document = json.loads(path.read_bytes())
    whole = schema if within is None else WHOLE[entity]
    rich = example(document["schemas"], {"$ref": whole})
    fields = described_fields(document, schema)
    if schema == "EventDateTime":  # a day or a moment, never both
        found = {}
        for other in ("date", "dateTime"):
            said = {key: value for key, value in rich[within].items() if key != other}
            found |= places(entity, {**rich, within: said}, fields - {other}, within=within)
    else:
        found = places(entity, rich, fields, within=within)
    assert by_place(found) == stated
