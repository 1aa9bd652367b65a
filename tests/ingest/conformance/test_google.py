"""Google's real payloads and our samples, held to tables of paths and columns."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select
from tests.ingest.conformance.google_tables import EVENT, TABLES
from tests.ingest.conformance.payload_table import (
    ABSENT,
    at,
    documents,
    hold,
    sample,
    stated_counts,
    unwrapped,
)

from ait_postgres.ingest import ingest
from ait_postgres.ingest.entities import ENTITIES

FOLDERS = {
    "google_calendar_event": "google_calendar/events",
    "google_calendar_calendar": "google_calendar/calendars",
    "google_contact": "google_contacts/contacts",
    "gmail_message": "gmail/messages",
    "google_photo": "google_photos/photos",
    "google_youtube_subscription": "youtube/subscriptions",
}

#: A day is written as a day; this file's has a time where Google documents `yyyy-mm-dd`.
NO_DAY = "start_date: '2008-09-24T10:30:00-07:00' is not a day"
REJECTED = {"northworld__find__all_day_event_by_id.json": {NO_DAY: 1}}

#: What our samples come to.
SAMPLED = {
    "google_calendar_event": {
        "stored": 14,
        "start_time: the time zone 'Harbour/Local' is not known here": 1,
    },
    "google_calendar_calendar": {
        "stored": 11,
        "a calendar without id has no key: ask Google for id in `fields`": 1,
    },
    "google_contact": {
        "stored": 12,
        "deleted": 1,
        "not a google_contact": 1,
    },
    "gmail_message": {
        "stored": 17,
        "deleted": 1,
        "body_text: 'not*base64' is not base64": 1,
    },
    "google_photo": {
        "stored": 11,
        "not a google_photo": 1,
        "width: 'wide' is not a whole number": 1,
    },
    "google_youtube_subscription": {
        "stored": 12,
        "a subscription without id has no key: ask Google for id in `fields`": 1,
    },
}

every_entity = pytest.mark.parametrize("entity", sorted(TABLES))


def test_every_entity_of_google_has_a_table():
    assert TABLES.keys() == {n for n in ENTITIES if n.startswith("g") and "github" not in n}


@pytest.fixture
def real(shared_payloads):
    def read(entity):
        found = dict(documents(shared_payloads / FOLDERS[entity]))
        assert found.keys() == stated_counts(shared_payloads, FOLDERS[entity]).keys()
        return found

    return read


@every_entity
def test_real_payloads(entity, real, shared_payloads):
    stated = stated_counts(shared_payloads, FOLDERS[entity])
    for name, document in real(entity).items():
        outcome = hold(TABLES[entity], unwrapped(entity, document), name)
        assert outcome == REJECTED.get(name, Counter(stored=stated[name])), name


def test_real_events_with_a_calendar_beside_them(real):
    given = {"calendar": "konqui@kde.test", "time_zone": "Pacific/Kiritimati"}
    for name, document in real("google_calendar_event").items():
        hold(EVENT, unwrapped(EVENT.entity, document, given), name)


@every_entity
def test_samples(entity):
    assert hold(TABLES[entity], unwrapped(entity, sample(entity))) == SAMPLED[entity]


def unpadded(message):
    data = at(message.get("payload") or {}, "body.data")
    return isinstance(data, str) and len(data) % 4


#: What our samples must show, so that whoever has no `shared` tests the same shapes.
SHAPES = {
    "google_calendar_event": {
        "recurring": lambda p: "recurrence" in p,
        "moved instance": lambda p: "originalStartTime" in p and "start" in p,
        "cancelled instance": lambda p: "originalStartTime" in p and "start" not in p,
        "deleted": lambda p: p.get("status") == "cancelled" and "originalStartTime" not in p,
        "no offset": lambda p: at(p, "start.dateTime") == "2026-10-25T02:30:00",
        "two zones": lambda p: at(p, "start.timeZone") != at(p, "end.timeZone"),
        "attendees left out": lambda p: p.get("attendeesOmitted"),
        "no kind": lambda p: "kind" not in p,
    },
    "google_calendar_calendar": {
        "calendar": lambda p: p.get("kind") == "calendar#calendar",
        "deleted": lambda p: p.get("deleted"),
    },
    "google_contact": {
        "no name": lambda p: "names" not in p,
        "primary is not first": lambda p: (
            "primary" not in p.get("names", [{}])[0].get("metadata", {"primary": True})
        ),
        "other contact": lambda p: p.get("resourceName", "").startswith("otherContacts/"),
    },
    "gmail_message": {
        "poorest": lambda p: p.keys() == {"id", "threadId"},
        "no padding": unpadded,
        "raw": lambda p: "raw" in p,
        "mask": lambda p: p.keys() == {"id", "payload"},
        "attachment": lambda p: "attachmentId" in str(p),
    },
    "google_photo": {
        "video of the library": lambda p: "video" in p.get("mediaMetadata", {}),
        "video of the picker": lambda p: p.get("type") == "VIDEO",
    },
    "google_youtube_subscription": {
        "snippet alone": lambda p: "snippet" in p and "contentDetails" not in p,
        "details alone": lambda p: "snippet" not in p,
    },
}


@pytest.mark.parametrize(
    ("entity", "shape"), [(entity, shape) for entity in SHAPES for shape in SHAPES[entity]]
)
def test_samples_show(entity, shape):
    shown = SHAPES[entity][shape]
    assert any(shown(payload) for payload, _ in unwrapped(entity, sample(entity)))


# --- stored ---------------------------------------------------------------------------------


def stored(connection, entity):
    table = ENTITIES[entity].table
    rows = connection.execute(select(table).order_by(table.c.id)).mappings()
    return {row["id"]: dict(row) for row in rows}


#: What each entity needs to be known at all.
LEAST = {
    "google_calendar_event": ("kind", "id"),
    "google_calendar_calendar": ("kind", "id"),
    "google_contact": ("resourceName",),
    "gmail_message": ("id",),
    "google_photo": ("id", "mimeType", "baseUrl"),
    "google_youtube_subscription": ("kind", "id"),
}


def rich_payloads(entity):
    kind = ENTITIES[entity]
    for payload, context in unwrapped(entity, sample(entity)):
        least = {key: payload[key] for key in LEAST[entity] if key in payload}
        if kind.recognise(least):
            yield payload, context, least


@every_entity
def test_a_poor_shape_after_a_rich_one_erases_nothing(connection, entity):
    ingest(connection, entity, sample(entity))
    before = stored(connection, entity)
    poor = [least for payload, _, least in rich_payloads(entity) if payload.get("id") in before]
    poor += [least for _, _, least in rich_payloads(entity) if least.get("resourceName") in before]
    assert len(poor) > 4
    assert not ingest(connection, entity, poor).changed
    assert stored(connection, entity) == before


@every_entity
def test_an_explicit_null_clears(connection, entity):
    ingest(connection, entity, sample(entity))
    before = stored(connection, entity)
    nulled = {}
    for payload, _, least in rich_payloads(entity):
        key = least.get("id", least.get("resourceName"))
        if key in before:
            nulled[key] = least | dict.fromkeys(payload.keys() - {*LEAST[entity], "updated"})
    assert len(nulled) > 4
    assert ingest(connection, entity, list(nulled.values())).updated
    after = stored(connection, entity)
    paths = {
        column: spec if isinstance(spec, str) else spec[0]
        for column, spec in TABLES[entity].columns.items()
        if isinstance(spec, (str, tuple))
    }
    for key, payload in nulled.items():
        cleared = {
            c for c, path in paths.items() if payload.get(path.split(".")[0], ABSENT) is None
        }
        assert {column for column in cleared if after[key][column] is not None} == set()
