"""What is stored twice is stored once: our samples, and every real payload, entity by entity."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from tests.ingest.conformance.payload_table import documents, sample

from ait_postgres.ingest import ingest
from ait_postgres.ingest.entities import ENTITIES

#: Rows that an entity's samples make, payloads that another one supersedes, rejects, and
#: how many say that a row is gone.
SAMPLES = {
    "linear_issue": (12, 2, 3, 1),
    "notion_page": (11, 1, 3, 0),
    "x_tweet": (11, 1, 2, 1),
    "jira_issue": (8, 3, 3, 1),
    "google_calendar_event": (14, 0, 1, 0),
    "google_calendar_calendar": (10, 1, 1, 0),
    "google_contact": (11, 1, 1, 1),
    "gmail_message": (12, 5, 1, 1),
    "google_photo": (11, 0, 2, 0),
    "google_youtube_subscription": (11, 1, 1, 0),
}
#: Where an entity's real payloads are, and how many rows they make.
REAL = {"linear_issue": ("linear/issues", 20), "notion_page": ("notion/pages", 218)}
REAL |= {"jira_issue": ("jira/issues", 25)}
REAL |= {
    "google_calendar_event": ("google_calendar/events", 4),
    "google_calendar_calendar": ("google_calendar/calendars", 1),
    "google_contact": ("google_contacts/contacts", 1),
    "gmail_message": ("gmail/messages", 6),
    "google_photo": ("google_photos/photos", 5),
    "google_youtube_subscription": ("youtube/subscriptions", 14),
}


def stored(connection, entity):
    table = ENTITIES[entity].table
    return connection.execute(select(table).order_by(table.c.id)).mappings().all()


def content(connection, entity):
    return [
        {name: value for name, value in row.items() if name not in ("created_at", "updated_at")}
        for row in stored(connection, entity)
    ]


@pytest.mark.parametrize("entity", SAMPLES)
def test_samples_stored_twice(connection, entity):
    rows, superseded, rejected, gone = SAMPLES[entity]
    first = ingest(connection, entity, sample(entity))
    assert (first.inserted, first.superseded, first.rejected) == (rows, superseded, rejected)
    before = stored(connection, entity)
    again = ingest(connection, entity, sample(entity))
    assert (again.unchanged, again.changed, again.rejected) == (rows + gone, False, rejected)
    assert stored(connection, entity) == before


@pytest.mark.parametrize("entity", SAMPLES)
def test_one_by_one_comes_to_the_same_as_at_once(connection, entity):
    for document in sample(entity):
        ingest(connection, entity, document)
    one_by_one = content(connection, entity)
    connection.execute(ENTITIES[entity].table.delete())
    ingest(connection, entity, sample(entity))
    assert content(connection, entity) == one_by_one


@pytest.mark.parametrize("entity", REAL)
def test_real_payloads_stored_twice(connection, entity, shared_payloads):
    folder, rows = REAL[entity]
    found = dict(documents(shared_payloads / folder))
    for name, document in found.items():
        ingest(connection, entity, document)
        again = ingest(connection, entity, document)
        assert not again.changed, name
    assert len(stored(connection, entity)) == rows
