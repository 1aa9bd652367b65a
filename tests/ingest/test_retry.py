"""Rejects are looked at, tried again after a fix, and thrown away."""

import datetime as dt
import json
import threading

import pytest
from sqlalchemy import func, select, text, update

from ait_postgres.errors import UnknownEntity
from ait_postgres.ingest import ingest, purge_rejects, retry_rejects
from ait_postgres.queries.rejects import reject_counts, rejected_payload
from ait_postgres.queries.rejects import rejects as listed_rejects
from ait_postgres.schemas import GitHubIssue, IngestReject, SlackMessage

from .payloads import issue, message


def amount(connection, table=IngestReject):
    return connection.scalar(select(func.count()).select_from(table))


def rejects(connection):
    """Two that a change of the table mends, one of another entity that context mends, one never."""
    connection.execute(text("ALTER TABLE github_issues ADD CONSTRAINT odd CHECK (number % 2 = 0)"))
    ingest(connection, "github_issue", [issue(n) for n in range(4)])
    ingest(connection, "slack_message", {k: v for k, v in message(1).items() if k != "channel"})
    ingest(connection, "github_issue", issue(8) | {"title": None})


def test_a_retry_after_the_fix_stores_and_forgets(connection):
    rejects(connection)
    assert amount(connection) == 4
    assert retry_rejects(connection).rejected == 4
    assert set(connection.scalars(select(IngestReject.attempts))) == {2}
    connection.execute(text("ALTER TABLE github_issues DROP CONSTRAINT odd"))
    first = retry_rejects(connection, entity="github_issue")
    assert (first.inserted, first.rejected) == (2, 1)
    second = retry_rejects(connection, entity="github_issue")
    assert (second.inserted, second.rejected) == (0, 1)
    assert amount(connection) == 2
    assert amount(connection, GitHubIssue) == 4


def test_a_retry_has_the_context_that_the_payload_came_with(connection):
    bad = {k: v for k, v in message(1).items() if k != "channel"} | {"reply_count": "many"}
    ingest(connection, "slack_message", bad, context={"team": "T1", "channel": "C7"})
    assert amount(connection) == 1
    connection.execute(
        update(IngestReject).values(payload=func.replace(IngestReject.payload, '"many"', "3"))
    )
    assert retry_rejects(connection).inserted == 1
    assert connection.scalar(select(SlackMessage.channel_id)) == "C7"


def test_what_cannot_be_in_jsonb_is_kept_and_tried_again(connection):
    bad = issue(1, body="\x00\ud800", title=None, big=2**70, n=float("nan"))
    ingest(connection, "github_issue", bad)
    assert retry_rejects(connection).rejected == 1
    assert amount(connection) == 1
    row = connection.execute(rejected_payload(connection.scalar(select(IngestReject.id)))).one()
    assert json.loads(row.payload)["body"] == "\x00\ud800"
    assert json.loads(row.payload)["big"] == 2**70


def test_listing_counting_showing(connection):
    rejects(connection)
    listed = connection.execute(listed_rejects(entity="github_issue", code="field")).all()
    assert [(row.field, row.entity) for row in listed] == [("title", "github_issue")]
    assert len(connection.execute(listed_rejects(limit=2)).all()) == 2
    assert [tuple(row) for row in connection.execute(reject_counts())] == [
        ("github_issue", "database", None, 2),
        ("github_issue", "field", "title", 1),
        ("slack_message", "key", "channel_id", 1),
    ]
    with pytest.raises(UnknownEntity):
        retry_rejects(connection, entity="github_isue")


def test_purging(connection):
    rejects(connection)
    now = dt.datetime.now(dt.UTC)
    assert purge_rejects(connection, before=now - dt.timedelta(days=1)) == 0
    assert purge_rejects(connection, entity="slack_message") == 1
    one = connection.scalar(select(IngestReject.id).limit(1))
    assert purge_rejects(connection, ids=[one]) == 1
    assert purge_rejects(connection) == 2


def test_retries_side_by_side_store_once(engine):
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE github_issues ADD CONSTRAINT odd CHECK (number < 0)"))
        ingest(connection, "github_issue", [issue(n) for n in range(60)])
        connection.execute(text("ALTER TABLE github_issues DROP CONSTRAINT odd"))
    results = []

    def retry():
        with engine.begin() as connection:
            results.append(retry_rejects(connection, limit=20))

    threads = [threading.Thread(target=retry) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.begin() as connection:
        results.append(retry_rejects(connection))
        assert amount(connection) == 0
        assert amount(connection, GitHubIssue) == 60
    assert sum(result.inserted for result in results) == 60
