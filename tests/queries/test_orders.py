"""The order that a reader expects, and the queries of one thing by name."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from ait_postgres import schemas
from ait_postgres.queries import (
    chat,
    connections,
    feedback,
    github,
    google_calendar,
    google_gmail,
    notion,
    oauth,
    rejects,
    slack,
    x,
)

Add = Callable[..., str]


def day(number: int) -> dt.datetime:
    return dt.datetime(2026, 1, number, tzinfo=dt.UTC)


def keys(connection: Connection, statement: Any) -> list[str]:
    return [row[0] for row in connection.execute(statement)]


@pytest.mark.parametrize(
    ("query", "model", "time"),
    [
        (github.pull_requests, schemas.GitHubPullRequest, "pr_updated_at"),
        (slack.messages, schemas.SlackMessage, "message_created_at"),
        (google_gmail.messages, schemas.GoogleGmailMessage, "internal_date"),
    ],
)
def test_the_newest_is_first_and_the_unknown_last(
    connection: Connection, add: Add, query: Any, model: Any, time: str
) -> None:
    for key, value in {"a": day(1), "n": None, "c": day(3), "b": day(3), "m": None}.items():
        add(model, id=key, **{time: value})
    assert keys(connection, query()) == ["c", "b", "a", "n", "m"]


def test_events_are_listed_as_they_come(connection: Connection, add: Add) -> None:
    event = schemas.GoogleCalendarEvent
    for number in (3, 1, 2):
        add(event, id=str(number), start_time=day(number))
    add(event, id="whole day", start_date=dt.date(2026, 1, 2))
    add(event, id="off", start_time=day(2), status="cancelled")
    assert keys(connection, google_calendar.events()) == ["1", "2", "3", "whole day"]
    assert keys(connection, google_calendar.events(since=day(2))) == ["2", "3"]


def test_deleted_things_are_not_listed(connection: Connection, add: Add) -> None:
    add(schemas.GoogleCalendarCalendar, is_deleted=True)
    add(schemas.SlackMessage, channel_id="C", thread_ts="1", message_deleted_at=day(1))
    assert keys(connection, google_calendar.calendars()) == []
    assert keys(connection, slack.messages()) == []
    assert keys(connection, slack.thread("C", "1")) == []


def test_a_thread_and_a_conversation_begin_with_the_oldest(
    connection: Connection, add: Add
) -> None:
    for number in (2, 1, 3):
        time = {"internal_date": day(number)}
        add(schemas.GoogleGmailMessage, id=str(number), thread_id="t", **time)
        add(schemas.XTweet, id=str(number), conversation_id="t", tweet_created_at=day(number))
        add(schemas.SlackMessage, id=str(number), channel_id="C", thread_ts="1", ts=f"{number}.0")
    for statement in (google_gmail.thread("t"), x.conversation("t"), slack.thread("C", "1")):
        assert keys(connection, statement) == ["1", "2", "3"]


def test_unknown_is_not_taken_for_a_pull_request_or_archived(
    connection: Connection, add: Add
) -> None:
    unknown = add(schemas.GitHubIssue)
    add(schemas.GitHubIssue, is_pull_request=True)
    page = add(schemas.NotionPage)
    add(schemas.NotionPage, archived=True)
    assert keys(connection, github.issues(is_pull_request=False)) == [unknown]
    assert keys(connection, notion.pages(archived=False)) == [page]


def test_files_are_of_one_repository_in_the_order_of_their_paths(
    connection: Connection, add: Add
) -> None:
    file = schemas.GitHubRepositoryFile
    for repository, path in [
        ("7", "b.py"),
        ("7", "a:b.py"),
        ("7", "A.py"),
        ("70", "a"),
        ("8", "a"),
    ]:
        add(
            file,
            id=f"{repository}:{path}:5ha",
            repository_id=repository,
            path=path,
            extension=path.rpartition(".")[2],
            branch=path,
            language=path,
        )
    paths = [row.path for row in connection.execute(github.files("7"))]
    assert paths == ["A.py", "a:b.py", "b.py"]
    for filters in ({"branch": "b.py"}, {"language": "b.py"}, {"text": "B.PY", "branch": "b.py"}):
        assert keys(connection, github.files("7", **filters)) == ["7:b.py:5ha"]
    assert len(keys(connection, github.files("7", extension="py", limit=2))) == 2
    assert keys(connection, github.files("8", extension="py")) == []


def test_a_files_contents_are_all_that_were_stored(connection: Connection, add: Add) -> None:
    file = schemas.GitHubRepositoryFile
    for path, sha, number in [("a", "1", 1), ("a", "2", 2), ("a:b", "1", 3), ("ab", "1", 4)]:
        add(
            file,
            id=f"7:{path}:{sha}",
            repository_id="7",
            path=path,
            content=path + sha,
            updated_at=day(number),
        )
    found = connection.execute(github.file_contents("7", "a")).all()
    assert [row.content for row in found] == ["a2", "a1"]
    [latest] = connection.execute(github.file_contents("7", "a", limit=1))
    assert latest.content == "a2"


def test_a_conversation_is_read_from_either_end(connection: Connection, add: Add) -> None:
    talk = add(schemas.Conversation, title="Hello")
    for number in (1, 2, 3):
        role = "user" if number % 2 else "assistant"
        add(
            schemas.Message, conversation_id=talk, id=str(number), created_at=day(number), role=role
        )
    add(schemas.Message)
    assert keys(connection, chat.messages(talk, limit=2)) == ["1", "2"]
    assert keys(connection, chat.messages(talk, limit=2, newest_first=True)) == ["3", "2"]
    assert keys(connection, chat.messages(talk, role="assistant")) == ["2"]
    rows = connection.execute(chat.conversation_with_messages(talk)).all()
    assert [(row.title, row.message_id) for row in rows] == [(("Hello"), n) for n in "123"]


def test_a_conversation_without_messages_is_one_row(connection: Connection, add: Add) -> None:
    talk = add(schemas.Conversation)
    [row] = connection.execute(chat.conversation_with_messages(talk))
    assert (row.id, row.message_id, row.content) == (talk, None, None)


def test_a_listing_hides_what_is_sealed(connection: Connection, add: Add) -> None:
    connection_id = add(schemas.ConnectorConfig, encrypted_config="sealed", iv="iv")
    grant = {"connector_config_id": connection_id, "access_token": "one", "refresh_token": "two"}
    add(schemas.OAuthToken, **grant, updated_at=day(1))
    add(schemas.OAuthToken, **grant | {"access_token": "three"}, updated_at=day(2))
    add(schemas.OAuthToken, access_token="four")
    open_to_all = [oauth.grants(), connections.connections()]
    sealed = {"sealed", "iv", "one", "two", "three", "four"}
    for statement in open_to_all:
        rows = connection.execute(statement).all()
        assert rows
        assert not any(sealed & set(row) for row in rows)
    tokens = connection.execute(oauth.sealed_tokens(connection_id)).all()
    assert [(row.access_token, row.refresh_token) for row in tokens] == [
        ("three", "two"),
        ("one", "two"),
    ]
    [config] = connection.execute(connections.sealed_config(connection_id))
    assert (config.encrypted_config, config.iv) == ("sealed", "iv")


def test_things_are_found_by_what_they_belong_to(connection: Connection, add: Add) -> None:
    provider = add(schemas.Provider, slug="slack")
    mine = add(schemas.ConnectorConfig, provider_id=provider)
    add(schemas.ConnectorConfig)
    [row] = connection.execute(connections.connections(provider="slack"))
    assert (row.id, row.provider) == (mine, "slack")
    for model, query in [
        (schemas.SyncState, connections.sync_states),
        (schemas.GoogleGmailMessage, google_gmail.messages),
        (schemas.OAuthToken, oauth.grants),
    ]:
        found = add(model, connector_config_id=mine)
        add(model)
        assert keys(connection, query(connector_config_id=mine)) == [found]
    rating = add(schemas.Feedback)
    message = connection.execute(feedback.feedback()).one().message_id
    add(schemas.Feedback)
    assert keys(connection, feedback.feedback(message_id=message)) == [rating]


def test_one_things_text_is_read_by_its_key(connection: Connection, add: Add) -> None:
    page = add(schemas.NotionPage, content="text")
    mail = add(schemas.GoogleGmailMessage, body_text="text", body_html="<p>text")
    reject = add(schemas.IngestReject, payload='{"a": 1}')
    for model in (schemas.NotionPage, schemas.GoogleGmailMessage, schemas.IngestReject):
        add(model)
    [row] = connection.execute(notion.page_content(page))
    assert row.content == "text"
    [row] = connection.execute(google_gmail.message_body(mail))
    assert (row.body_text, row.body_html) == ("text", "<p>text")
    [row] = connection.execute(rejects.rejected_payload(reject))
    assert row.payload == '{"a": 1}'


def test_rejects_are_counted_by_their_reason(connection: Connection, add: Add) -> None:
    for entity, code in [("a", "x"), ("a", "y"), ("a", "y"), ("b", "x")]:
        add(schemas.IngestReject, entity=entity, code=code, field=None)
    counted = connection.execute(rejects.reject_counts()).all()
    assert [tuple(row) for row in counted] == [
        ("a", "y", None, 2),
        ("a", "x", None, 1),
        ("b", "x", None, 1),
    ]
    [row] = connection.execute(rejects.reject_counts("b"))
    assert row.number == 1
