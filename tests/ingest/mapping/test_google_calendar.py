"""Google Calendar's events and calendars: each rule of the mapping with a value."""

import datetime as dt
import os
import time

import pytest
from sqlalchemy import select

from ait_postgres.ingest import IngestResult, ingest
from ait_postgres.ingest.entities import ENTITIES
from ait_postgres.ingest.envelope import objects
from ait_postgres.ingest.mapping.google.calendar import google_calendar_calendar
from ait_postgres.ingest.mapping.google.event import google_calendar_event
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import GoogleCalendarCalendar, GoogleCalendarEvent

KIND = {"kind": "calendar#event", "id": "e1"}


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def start(context=None, **said):
    row = google_calendar_event(KIND | {"start": said}, context or {})
    return row.get("start_time"), row.get("start_date"), row.get("is_all_day")


def refused(payload, context=None, function=google_calendar_event):
    with pytest.raises(Reject) as caught:
        function(payload, context or {})
    return caught.value


@pytest.fixture(params=["Asia/Tokyo", "America/New_York"])
def process_zone(request, monkeypatch):
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    os.environ.pop("TZ")
    time.tzset()


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ({"dateTime": "2026-03-01T09:00:00+01:00"}, utc(2026, 3, 1, 8)),
        ({"dateTime": "2026-03-01T09:00:00Z"}, utc(2026, 3, 1, 9)),
        ({"dateTime": "2026-03-01T09:00:00.123456789Z"}, utc(2026, 3, 1, 9, 0, 0, 123456)),
        ({"dateTime": "2026-03-01T09:00:00", "timeZone": "Europe/Oslo"}, utc(2026, 3, 1, 8)),
        ({"dateTime": "2026-07-01T09:00:00", "timeZone": "Europe/Oslo"}, utc(2026, 7, 1, 7)),
        ({"dateTime": "2026-07-01T09:00:00", "timeZone": "GMT-03:30"}, utc(2026, 7, 1, 12, 30)),
        # An offset outranks the zone beside it, also one that nobody knows.
        ({"dateTime": "2026-03-01T09:00:00-08:00", "timeZone": "Nowhere"}, utc(2026, 3, 1, 17)),
        # Clocks go back at 03:00: 02:30 occurs twice, and the first is meant.
        ({"dateTime": "2026-10-25T02:30:00", "timeZone": "Europe/Oslo"}, utc(2026, 10, 25, 0, 30)),
        # Clocks go forward at 02:00: 02:30 is read with the offset before.
        ({"dateTime": "2026-03-29T02:30:00", "timeZone": "Europe/Oslo"}, utc(2026, 3, 29, 1, 30)),
    ],
)
def test_moments(said, moment, process_zone):
    assert start(**said) == (moment, None, False)


def test_days(process_zone):
    day = dt.date(2026, 7, 1)
    assert start(date="2026-07-01") == (None, day, True)
    assert start({"time_zone": "Europe/Oslo"}, date="2026-07-01")[0] == utc(2026, 6, 30, 22)
    own = start({"time_zone": "Europe/Oslo"}, date="2026-07-01", timeZone="Asia/Tokyo")
    assert own == (utc(2026, 6, 30, 15), day, True)


def test_the_last_day_is_exclusive_as_google_says():
    days = {"start": {"date": "2026-07-01"}, "end": {"date": "2026-07-03"}}
    row = google_calendar_event(KIND | days, {"time_zone": "UTC"})
    assert (row["end_date"], row["end_time"]) == (dt.date(2026, 7, 3), utc(2026, 7, 3))


def test_zones_near_and_far():
    naive = "2026-03-01T09:00:00"
    calendars = {"time_zone": "Asia/Tokyo"}
    assert start(calendars, dateTime=naive)[0] == utc(2026, 3, 1, 0)
    two = {"start": {"dateTime": naive, "timeZone": "Europe/Oslo"}, "end": {"dateTime": naive}}
    assert google_calendar_event(KIND | two, calendars)["end_time"] == utc(2026, 3, 1, 8)
    two["end"]["timeZone"] = "Europe/Helsinki"
    row = google_calendar_event(KIND | two, calendars)
    assert (row["end_time"], row["end_time_zone"]) == (utc(2026, 3, 1, 7), "Europe/Helsinki")


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"dateTime": "2026-03-01T09:00:00"}, "start_time", "--context time_zone="),
        ({"dateTime": "2026-03-01T09:00:00", "timeZone": "Moon/Base"}, "start_time", "Moon/Base"),
        ({"dateTime": "2026-03-01T09:00:00", "timeZone": "../etc"}, "start_time", "not known"),
        ({"dateTime": "2026-03-01T09:00:00", "timeZone": "Europe"}, "start_time", "not known"),
        ({"dateTime": "2026-03-01T09:00:00", "timeZone": "z" * 5000}, "start_time", "not known"),
        ({"dateTime": "2026-03-01T09:00:00", "timeZone": 1}, "start_time", "no text"),
        ({"dateTime": "2026-03-01T09:00:00", "timeZone": "GMT+99:00"}, "start_time", ""),
        ({"dateTime": "0001-01-01T00:00:00", "timeZone": "Asia/Tokyo"}, "start_time", "1 to 9999"),
        ({"dateTime": "2026-03-01", "timeZone": "UTC"}, "start_time", "not a date and time"),
        ({"dateTime": 1772355600}, "start_time", "not a date and time"),
        ({"date": "2026-03-01", "timeZone": "Moon/Base"}, "start_time", "Moon/Base"),
        ({"date": "2026-03-01T10:00:00Z"}, "start_date", "not a day"),
        ({"date": "20260301"}, "start_date", "not a day"),
        ({"date": "2026-02-30"}, "start_date", "not a day"),
        ({"date": 20260301}, "start_date", "not a day"),
        ("2026-03-01", "time_zone", "does not hold an object"),
    ],
)
def test_what_is_no_moment_is_refused_by_name(said, field, words):
    reject = refused(KIND | {"start": said})
    assert (reject.field, words in reject.reason) == (field, True)


def test_a_moment_clears_the_day_and_a_null_both():
    row = google_calendar_event(KIND | {"start": {"date": None, "dateTime": None}}, {})
    assert (row["start_date"], row["start_time"], "is_all_day" in row) == (None, None, False)
    row = google_calendar_event(KIND | {"start": None}, {})
    assert (row["start_date"], row["start_time"], row["time_zone"]) == (None, None, None)
    assert google_calendar_event(KIND | {"start": {}}, {}) == {"id": "e1"}


def test_a_cancelled_instance_has_little_and_is_stored():
    payload = KIND | {
        "etag": '"1"',
        "status": "cancelled",
        "recurringEventId": "e",
        "originalStartTime": {"dateTime": "2026-01-26T07:30:00+01:00", "timeZone": "Europe/Oslo"},
    }
    assert google_calendar_event(payload, {"calendar": "c1"}) == {
        "id": "e1",
        "status": "cancelled",
        "recurring_event_id": "e",
        "original_start_time": utc(2026, 1, 26, 6, 30),
        "original_start_date": None,
        "calendar_id": "c1",
        "remainder": {"originalStartTime": {"timeZone": "Europe/Oslo"}},
    }
    days = KIND | {"originalStartTime": {"date": "2026-01-26"}}
    assert google_calendar_event(days, {})["original_start_date"] == dt.date(2026, 1, 26)
    assert refused(KIND | {"originalStartTime": 7}).field == "original_start_time"


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ({"attendees": [{"email": "a"}, {"email": "b"}]}, 2),
        ({"attendees": []}, 0),
        ({"attendees": None}, None),
        ({"attendees": [{"email": "a"}], "attendeesOmitted": False}, 1),
        ({"attendees": [{"email": "a"}], "attendeesOmitted": True}, "unsaid"),
        ({}, "unsaid"),
    ],
)
def test_attendees_are_counted_where_all_are_there(said, count):
    assert google_calendar_event(KIND | said, {}).get("attendees_count", "unsaid") == count
    assert refused(KIND | {"attendees": {}}).field == "attendees_count"


def test_a_page_tells_its_zone_and_the_caller_knows_better():
    item = KIND | {"start": {"dateTime": "2026-03-01T09:00:00"}}
    page = {"kind": "calendar#events", "summary": "Work", "timeZone": "Asia/Tokyo", "items": [item]}
    entity = ENTITIES["google_calendar_event"]
    [(payload, context)] = objects(entity, page, {})
    assert context == {"time_zone": "Asia/Tokyo", "calendar_title": "Work"}
    [(payload, context)] = objects(entity, page, {"time_zone": "UTC", "calendar": "c1"})
    row = google_calendar_event(payload, context)
    assert (row["start_time"], row["calendar_id"]) == (utc(2026, 3, 1, 9), "c1")


@pytest.mark.parametrize("payload", [{}, {"id": None}, {"id": ""}, {"id": 1.5}])
def test_no_id_no_key(payload):
    for function in (google_calendar_event, google_calendar_calendar):
        reject = refused(payload, function=function)
        assert (reject.code, reject.field) == ("key", "id")


def test_the_two_shapes_of_a_calendar_are_one_row(connection):
    entry = {
        "kind": "calendar#calendarListEntry",
        "etag": '"1"',
        "id": "c1",
        "summary": "Ferry office",
        "summaryOverride": "Ferry",
        "accessRole": "owner",
        "primary": True,
        "dataOwner": "a@example.com",
    }
    calendar = {
        "kind": "calendar#calendar",
        "etag": '"2"',
        "id": "c1",
        "summary": "Ferry office",
        "timeZone": "Europe/Oslo",
        "workingHours": {},
    }
    for document in (entry, calendar):
        ingest(connection, "google_calendar_calendar", document)
    row = connection.execute(select(GoogleCalendarCalendar.__table__)).mappings().one()
    assert (row["title"], row["title_override"], row["access_role"]) == (
        "Ferry office",
        "Ferry",
        "owner",
    )
    assert (row["is_primary"], row["is_hidden"], row["time_zone"]) == (True, None, "Europe/Oslo")
    assert row["remainder"] == {"dataOwner": "a@example.com", "workingHours": {}}
    changed_etag = ingest(connection, "google_calendar_calendar", calendar | {"etag": '"3"'})
    assert changed_etag == IngestResult(unchanged=1)


def test_an_older_event_does_not_overwrite_a_newer_one(connection):
    newer = KIND | {"summary": "new", "updated": "2026-01-02T00:00:00.000Z"}
    older = KIND | {"summary": "old", "updated": "2026-01-01T23:59:59.999Z"}
    for document in (newer, older):
        ingest(connection, "google_calendar_event", document)
    cancelled = KIND | {"status": "cancelled"}
    assert ingest(connection, "google_calendar_event", cancelled).updated == 1
    row = connection.execute(select(GoogleCalendarEvent.__table__)).mappings().one()
    assert (row["title"], row["status"]) == ("new", "cancelled")


@pytest.mark.parametrize(
    ("payload", "entity"),
    [
        ({"id": "x", "start": {"date": "2026-01-01"}, "end": {}}, "google_calendar_event"),
        ({"id": "x", "recurringEventId": "y"}, "google_calendar_event"),
        ({"id": "x", "status": "cancelled"}, "google_calendar_event"),
        ({"id": "x", "summary": "c", "accessRole": "owner"}, "google_calendar_calendar"),
        ({"id": "x", "summary": "c", "timeZone": "UTC"}, "google_calendar_calendar"),
        ({"kind": "calendar#events", "items": [], "summary": "c", "timeZone": "UTC"}, None),
        ({"kind": "calendar#acl", "id": "x", "start": {}, "end": {}}, None),
        ({"id": "x", "status": "cancelled", "head_sha": "a run of GitHub"}, None),
    ],
)
def test_shapes_are_recognised(payload, entity):
    names = [n for n in ENTITIES if n.startswith("google_cal") and ENTITIES[n].recognise(payload)]
    assert names == ([entity] if entity else [])
