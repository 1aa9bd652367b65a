"""What happened lately is one list of all vendors, in order, each part along an index."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql

from ait_postgres import schemas
from ait_postgres.errors import FilterInvalid
from ait_postgres.queries import activity

Add = Callable[..., str]
SOURCES = {
    "github_pull_request": (schemas.GitHubPullRequest, "title", "pr_updated_at"),
    "github_issue": (schemas.GitHubIssue, "title", "issue_updated_at"),
    "github_commit": (schemas.GitHubCommit, "message", "author_date"),
    "slack_message": (schemas.SlackMessage, "text", "message_created_at"),
    "spotify_recently_played": (schemas.SpotifyRecentlyPlayed, "track_name", "played_at"),
    "linear_issue": (schemas.LinearIssue, "title", "issue_updated_at"),
    "notion_page": (schemas.NotionPage, "title", "page_last_edited_at"),
    "x_tweet": (schemas.XTweet, "text", "tweet_created_at"),
    "google_calendar_event": (schemas.GoogleCalendarEvent, "title", "start_time"),
    "gmail_message": (schemas.GoogleGmailMessage, "subject", "internal_date"),
    "google_photo": (schemas.GooglePhoto, "filename", "creation_time"),
    "jira_issue": (schemas.JiraIssue, "summary", "issue_updated_at"),
}
NOW = dt.datetime.now(dt.UTC)


def ago(minutes: int) -> dt.datetime:
    return NOW - dt.timedelta(minutes=minutes)


def put(add: Add, entity: str, minutes: int | None, title: str = "it", **values: Any) -> str:
    model, title_column, time = SOURCES[entity]
    values[title_column] = title
    if minutes is not None:
        values[time] = ago(minutes)
    return add(model, **values)


def test_every_vendor_is_in_one_list_newest_first(connection: Connection, add: Add) -> None:
    for minutes, entity in enumerate(SOURCES, start=1):
        put(add, entity, minutes + 100, "older")
        put(add, entity, minutes, f"it is {entity}")
    rows = connection.execute(activity.recent()).all()
    assert [row.entity for row in rows] == [*SOURCES, *SOURCES]
    assert [row.title for row in rows[: len(SOURCES)]] == [f"it is {name}" for name in SOURCES]
    assert [row.happened_at for row in rows[:2]] == [ago(1), ago(2)]
    assert {row.vendor for row in rows} == set(activity.VENDORS)
    assert [row.entity for row in connection.execute(activity.recent(limit=3))] == [*SOURCES][:3]


def test_a_long_title_is_shortened_and_an_address_told(connection: Connection, add: Add) -> None:
    put(add, "slack_message", 1, "é" * 500, permalink="https://example.com/1")
    put(add, "x_tweet", 2)
    message, tweet = connection.execute(activity.recent()).all()
    assert (message.title, message.url) == ("é" * 200, "https://example.com/1")
    assert tweet.url is None


def test_what_did_not_happen_is_not_told(connection: Connection, add: Add) -> None:
    put(add, "notion_page", None)
    put(add, "google_calendar_event", -60)
    put(add, "google_calendar_event", 5, status="cancelled")
    put(add, "slack_message", 5, message_deleted_at=ago(1))
    put(add, "github_issue", 5, is_pull_request=True)
    assert connection.execute(activity.recent()).all() == []
    [coming] = connection.execute(activity.recent(until=ago(-61)))
    assert coming.entity == "google_calendar_event"


def test_a_span_and_vendors_are_chosen(connection: Connection, add: Add) -> None:
    for minutes in (1, 2, 3):
        put(add, "slack_message", minutes, str(minutes))
        put(add, "x_tweet", minutes, str(minutes))
    chosen = activity.recent(vendors=["x"], since=ago(3), until=ago(1))
    rows = connection.execute(chosen).all()
    assert [(row.vendor, row.title) for row in rows] == [("x", "2"), ("x", "3")]


def test_rows_of_one_time_have_one_order(connection: Connection, add: Add) -> None:
    for entity in ("x_tweet", "slack_message"):
        for key in ("b", "c", "a"):
            put(add, entity, 1, id=key)
    rows = connection.execute(activity.recent(limit=4)).all()
    assert [(row.entity, row.id) for row in rows] == [
        ("slack_message", "a"),
        ("slack_message", "b"),
        ("slack_message", "c"),
        ("x_tweet", "a"),
    ]


@pytest.mark.parametrize("vendors", [["x", "myspace"], []])
def test_an_unknown_vendor_is_refused(vendors: list[str]) -> None:
    with pytest.raises(FilterInvalid, match="is no vendor: name some of github, slack"):
        activity.recent(vendors=vendors)


def test_a_time_without_a_zone_is_refused() -> None:
    for name in ("since", "until"):
        with pytest.raises(FilterInvalid, match="names no time zone"):
            activity.recent(**{name: dt.datetime(2026, 1, 1)})


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", []):
        yield from nodes(child)


def test_every_part_is_read_along_its_index(connection: Connection) -> None:
    # What an index can do is preferred: a Sort or Seq Scan below a part's Limit is what none can.
    for setting in ("enable_seqscan", "enable_bitmapscan", "enable_sort"):
        connection.execute(text(f"SET LOCAL {setting} = off"))
    compiled = activity.recent().compile(
        dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}
    )
    [plan] = connection.exec_driver_sql(
        f"EXPLAIN (FORMAT JSON) {str(compiled).replace('%', '%%')}"
    ).scalar_one()
    parts = [node for node in nodes(plan["Plan"]) if node["Node Type"] == "Limit"][1:]
    assert len(parts) == len(SOURCES)
    for part in parts:
        kinds = [node["Node Type"] for node in nodes(part)]
        assert kinds == ["Limit", "Incremental Sort", "Index Scan"]
