"""Rows that are gone at the vendor: by key, by a payload's word, by a whole listing."""

import datetime as dt
import json

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import IncompleteListing
from ait_postgres.ingest import ENTITIES, delete_entities, ingest, sync_all
from ait_postgres.schemas import GitHubIssue, SlackMessage

from .payloads import issue, message

SCOPE = {"repository_full_name": "acme/orchard"}


def numbers(connection):
    return set(connection.scalars(select(GitHubIssue.number)))


def test_by_key(connection):
    ingest(connection, "github_issue", [issue(n) for n in range(5)])
    assert delete_entities(connection, "github_issue", ["5000000001", "5000000003", "none"]) == 2
    assert numbers(connection) == {0, 2, 4}
    assert delete_entities(connection, "github_issue", []) == 0


def test_a_payload_that_says_so(connection):
    ingest(connection, "slack_message", [message(1), message(2)])
    gone = {
        "type": "event_callback",
        "event": {
            "type": "message",
            "subtype": "message_deleted",
            "channel": "C1",
            "ts": "1700000009.000000",
            "deleted_ts": message(1)["ts"],
            "previous_message": message(1),
        },
    }
    assert ingest(connection, "slack_message", gone).deleted == 1
    again = ingest(connection, "slack_message", gone)
    assert (again.deleted, again.unchanged, again.read, again.changed) == (0, 1, 1, False)
    assert set(connection.scalars(select(SlackMessage.ts))) == {message(2)["ts"]}


def test_a_deleted_comment_does_not_take_its_issue_with_it(connection):
    ingest(connection, "github_issue", [issue(1)])
    body = {"action": "deleted", "issue": issue(1), "comment": {"id": 7}, "repository": {"id": 1}}
    assert ingest(connection, "github_issue", body).deleted == 0
    deletion = {"action": "deleted", "issue": issue(1), "repository": {"id": 1}, "sender": {}}
    assert ingest(connection, "github_repository", deletion).deleted == 0
    assert ingest(connection, "github_issue", deletion).deleted == 1


def test_within_one_batch_the_last_word_counts(connection):
    gone = {"action": "deleted", "issue": issue(1), "repository": {"id": 1}}
    result = ingest(connection, "github_issue", [issue(1), gone])
    assert (result.read, numbers(connection)) == (2, set())
    result = ingest(connection, "github_issue", [gone, issue(1)])
    assert (result.read, numbers(connection)) == (2, {1})


def test_a_whole_listing_sweeps_its_scope_and_nothing_else(connection):
    elsewhere = json.loads(json.dumps(issue(9)).replace("acme/orchard", "acme/mill"))
    ingest(connection, "github_issue", [*(issue(n) for n in range(4)), elsewhere])
    listing = [issue(1), issue(2) | {"title": "new"}, issue(7)]
    result = sync_all(connection, "github_issue", listing, scope=SCOPE)
    assert (result.inserted, result.updated, result.unchanged, result.swept) == (1, 1, 1, 2)
    assert numbers(connection) == {1, 2, 7, 9}
    assert sync_all(connection, "github_issue", listing, scope=SCOPE).swept == 0


def test_an_empty_listing_is_refused_unless_allowed(connection):
    ingest(connection, "github_issue", [issue(1)])
    for empty in ([], {"items": []}, [{"foreign": 1}]):
        with (
            pytest.raises(IncompleteListing, match="holds no github_issue"),
            connection.begin_nested(),
        ):
            sync_all(connection, "github_issue", empty, scope=SCOPE)
    assert sync_all(connection, "github_issue", [], scope=SCOPE, allow_empty=True).swept == 1


def test_a_listing_with_rejects_sweeps_nothing(connection):
    ingest(connection, "github_issue", [issue(1), issue(2)])
    bad = issue(2) | {"number": 1.5}
    with (
        pytest.raises(IncompleteListing, match="1 of 2 payloads were rejected"),
        connection.begin_nested(),
    ):
        sync_all(connection, "github_issue", [issue(1), bad], scope=SCOPE)
    assert numbers(connection) == {1, 2}


def test_rows_written_since_the_listing_began_are_spared(connection):
    ingest(connection, "github_issue", [issue(1), issue(2), issue(3)])
    connection.execute(text("ALTER TABLE github_issues DISABLE TRIGGER USER"))
    began = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    for number, at in ((1, began - dt.timedelta(days=1)), (2, began), (3, began)):
        row = update(GitHubIssue).where(GitHubIssue.number == number)
        connection.execute(row.values(updated_at=at))
    result = sync_all(connection, "github_issue", [issue(3)], scope=SCOPE, listed_at=began)
    assert result.swept == 1
    assert numbers(connection) == {2, 3}


def test_a_listing_of_another_scope_is_refused(connection):
    elsewhere = json.loads(json.dumps(issue(9)).replace("acme/orchard", "acme/mill"))
    ingest(connection, "github_issue", [issue(1), elsewhere])
    with (
        pytest.raises(IncompleteListing, match="is in its scope, repository_full_name=acme/mill"),
        connection.begin_nested(),
    ):
        sync_all(connection, "github_issue", issue(1), scope={"repository_full_name": "acme/mill"})
    assert numbers(connection) == {1, 9}
    mixed = [issue(1), elsewhere]  # such a listing may hold others beside its own
    assert sync_all(connection, "github_issue", mixed, scope=SCOPE).swept == 0


def test_a_scope_may_be_of_any_type(connection):
    ingest(connection, "github_issue", [issue(1, locked=True), issue(2, locked=True), issue(3)])
    locked = [issue(2, locked=True)]
    assert sync_all(connection, "github_issue", locked, scope={"locked": "true"}).swept == 1
    at = {"issue_created_at": "2026-03-01T12:00:00Z", "number": "3"}
    assert sync_all(connection, "github_issue", [issue(3)], scope=at).swept == 0
    assert numbers(connection) == {2, 3}
    with pytest.raises(DBAPIError, match="invalid input syntax"), connection.begin_nested():
        sync_all(connection, "github_issue", locked, scope={"number": "many"})


def test_a_scope_of_no_such_column(connection):
    with pytest.raises(IncompleteListing, match="has no column repository"):
        sync_all(connection, "github_issue", [issue(1)], scope={"repository": "acme/orchard"})


def test_every_entity_looks_for_deletion_without_failing():
    for entity in ENTITIES.values():
        for payload in ({}, {"id": None}, {"action": "deleted"}, {"subtype": "message_deleted"}):
            assert entity.gone(payload, {}) is None
