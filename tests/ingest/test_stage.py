"""Rows that are sent while the next are made: what comes later of a row that is on its way."""

import asyncio

import psycopg
import pytest
from sqlalchemy import Column, MetaData, NullPool, Table, Text, func, select, text
from sqlalchemy.dialects.postgresql import INET
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from ait_postgres.ingest import IngestResult, ingest, ingest_files
from ait_postgres.ingest.batch import Batch
from ait_postgres.ingest.entity import Entity
from ait_postgres.schemas import GitHubIssue, IngestReject, SlackMessage

from .payloads import issue, message

MANY = 900  # far more than are sent together, and than a statement has parameters for


def messages():
    return [message(n) for n in range(MANY)]


def deletion(number):
    ts = message(number)["ts"]
    return {"type": "message", "subtype": "message_deleted", "channel": "C1", "deleted_ts": ts}


def texts(connection):
    rows = connection.execute(select(SlackMessage.ts, SlackMessage.text))
    return {row.ts: row.text for row in rows}


def nothing_is_open(connection):
    staged = text("SELECT count(*) FROM pg_class WHERE relname = 'ingest_stage'")
    return connection.scalar(staged) == 0 and not connection.in_nested_transaction()


def test_a_later_payload_replaces_the_row_that_was_sent(connection):
    later = [message(3, text="later"), message(3, text="last"), message(MANY - 1, text="unsent")]
    result = ingest(connection, "slack_message", messages() + later)
    assert result == IngestResult(inserted=MANY, superseded=3)
    found = texts(connection)
    assert (len(found), found[message(3)["ts"]]) == (MANY, "last")
    assert found[message(MANY - 1)["ts"]] == "unsent"
    assert nothing_is_open(connection)


def test_a_poor_payload_erases_nothing_of_the_rich_one_that_was_sent(connection):
    rich = [issue(n, comments=7) for n in range(MANY)]
    older = issue(5, title="older", updated_at="2020-01-01T00:00:00Z")
    result = ingest(connection, "github_issue", [*rich, issue(4, title="poor"), older])
    assert (result.inserted, result.superseded) == (MANY, 2)
    found = select(GitHubIssue.title, GitHubIssue.comments).where(GitHubIssue.number.in_([4, 5]))
    assert set(connection.execute(found)) == {("poor", 7), ("Issue 5", 7)}


def test_a_deletion_takes_back_the_row_that_was_sent(connection):
    ingest(connection, "slack_message", [message(1)])
    again = message(2, text="again")
    words = [*messages(), deletion(1), deletion(2), again, deletion(MANY - 1)]
    result = ingest(connection, "slack_message", words)
    assert (result.inserted, result.deleted, result.read) == (MANY - 2, 1, MANY + 4)
    found = texts(connection)
    assert len(found) == MANY - 2
    assert message(1)["ts"] not in found
    assert found[message(2)["ts"]] == "again"


def test_nothing_is_left_of_rows_that_are_all_deleted(connection):
    words = messages() + [deletion(n) for n in range(MANY)]
    assert not ingest(connection, "slack_message", words).changed
    assert texts(connection) == {}
    assert nothing_is_open(connection)


class Interrupted(list):
    """Payloads, and something that happens before the last of them."""

    def __init__(self, what):
        super().__init__(messages())
        self.what = what

    def __iter__(self):
        yield from messages()
        self.what()
        yield message(MANY)


def test_an_error_between_two_rows_leaves_the_connection_as_it_was(connection):
    ingest(connection, "slack_message", [message(1, text="before")])

    def fail():
        raise RuntimeError("between")

    with pytest.raises(RuntimeError, match="between"):
        ingest(connection, "slack_message", Interrupted(fail))
    assert texts(connection) == {message(1)["ts"]: "before"}
    assert nothing_is_open(connection)


def test_a_lost_connection_is_said_by_sqlalchemy(engine, connection):
    process = connection.scalar(text("SELECT pg_backend_pid()"))

    def lose():
        with engine.connect() as other:
            other.execute(select(func.pg_terminate_backend(process, 10_000)))

    with pytest.raises(DBAPIError) as raised:
        ingest(connection, "slack_message", Interrupted(lose))
    assert isinstance(raised.value.orig, psycopg.OperationalError)


def test_a_callers_stream_may_use_the_connection(connection):
    def stream():
        for one in messages():
            assert connection.scalar(text("SELECT 1"))
            yield one

    assert ingest(connection, "slack_message", stream()).inserted == MANY


def test_standard_input_may_be_slow(connection, monkeypatch):
    """A COPY that waits for a person or a network would run into a statement's timeout."""

    def slow(path):
        for one in messages():
            assert connection.scalar(text("SELECT 1"))
            yield one

    monkeypatch.setattr("ait_postgres.ingest.files.read_documents", slow)
    assert ingest_files(connection, "slack_message", ["-"]).inserted == MANY


ADDRESSES = Table("addresses", MetaData(), Column("id", Text, primary_key=True), Column("at", INET))
ADDRESS = Entity(name="address", table=ADDRESSES, map=lambda p, _: p, recognise=lambda p: "at" in p)


def test_a_row_that_copy_cannot_read_is_a_reject(connection):
    """Validation does not know the type; PostgreSQL refuses while rows are still sent."""
    ADDRESSES.create(connection)
    batch = Batch(ADDRESS, connection)
    for n in range(MANY):
        batch.take({"id": str(n), "at": "nowhere" if n == 7 else "10.0.0.1"}, {})
    result = batch.store(connection)
    assert (result.inserted, result.rejected) == (MANY - 1, 1)
    assert "invalid input syntax for type inet" in connection.scalar(select(IngestReject.reason))
    assert nothing_is_open(connection)


async def _in_async(url):
    engine = create_async_engine(url, poolclass=NullPool)

    def fail():
        raise RuntimeError("between")

    try:
        async with engine.begin() as connection:
            with pytest.raises(RuntimeError, match="between"):
                await connection.run_sync(ingest, "slack_message", Interrupted(fail))
            words = [*messages(), message(3, text="last"), deletion(4)]
            result = await connection.run_sync(ingest, "slack_message", words)
            assert await connection.run_sync(nothing_is_open)
            return result, await connection.run_sync(texts)
    finally:
        await engine.dispose()


def test_the_same_under_async(database):
    result, found = asyncio.run(_in_async(database))
    assert (result.inserted, result.superseded) == (MANY - 1, 2)
    assert found[message(3)["ts"]] == "last"
    assert message(4)["ts"] not in found
