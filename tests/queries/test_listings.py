"""Every query runs on the migrated schema, along its indexes, and its filters filter."""

import datetime as dt
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Connection, Select, text
from sqlalchemy.dialects import postgresql

from ait_postgres import queries, schemas
from ait_postgres.errors import FilterInvalid
from ait_postgres.queries import (
    chat,
    connections,
    feedback,
    fetch_page,
    github,
    goals,
    google_calendar,
    google_contact,
    google_gmail,
    google_photos,
    google_youtube,
    jira,
    linear,
    notion,
    oauth,
    rejects,
    slack,
    spotify,
    x,
)

Query = Callable[..., Select[Any]]


def day(number: int) -> dt.datetime:
    return dt.datetime(2026, 1, number, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Case:
    """A query, what it is of, and for each filter a row's values that pass it.

    Each value has one that passes and one, of another row, that does not.
    """

    query: Query
    model: type[Any]
    #: A filter, with its argument: columns of a row that passes, and of one that does not.
    filters: dict[str, tuple[Any, dict[str, Any], dict[str, Any]]] = field(default_factory=dict)
    #: The column that `since` and `until` are of.
    time: str | None = None
    #: The columns that `text` is looked for in.
    texts: tuple[str, ...] = ()
    #: What must be given, and the columns it must equal.
    scope: dict[str, str] = field(default_factory=dict)
    #: Filters that an index finds, already in order.
    indexed: tuple[str, ...] = ()
    #: Filters that an index finds; the few rows that have one are sorted.
    found: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.query.__module__.rpartition('.')[2]}.{self.query.__name__}"

    def all_filters(self) -> dict[str, tuple[Any, dict[str, Any], dict[str, Any]]]:
        found = dict(self.filters)
        if self.time:
            found["since"] = (day(5), {self.time: day(5)}, {self.time: day(4)})
            found["until"] = (day(5), {self.time: day(4)}, {self.time: day(5)})
        return found


def same(**values: Any) -> dict[str, tuple[Any, dict[str, Any], dict[str, Any]]]:
    """Filters named as the columns they compare: a value that passes, one that does not."""
    return {name: (good, {name: good}, {name: bad}) for name, (good, bad) in values.items()}


def login(column: str) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    return ("octocat", {column: {"login": "octocat"}}, {column: {"login": "hubot"}})


YES_NO = (True, False)
A_B = ("a", "b")
CASES = [
    Case(
        github.repositories,
        schemas.GitHubRepository,
        same(full_name=("a/b", "a/c"), language=A_B, private=YES_NO, archived=YES_NO)
        | {"topic": ("a", {"topics": ["b", "a"]}, {"topics": ["ab"]})},
        texts=("full_name", "name", "description"),
    ),
    Case(
        github.pull_requests,
        schemas.GitHubPullRequest,
        same(repository_id=A_B, state=("open", "closed"), draft=YES_NO)
        | {
            "repository": ("a/b", {"repository_full_name": "a/b"}, {}),
            "author": login("user_data"),
        },
        time="pr_updated_at",
        texts=("title",),
        indexed=("repository_id",),
    ),
    Case(
        github.issues,
        schemas.GitHubIssue,
        same(repository_id=A_B, state=("open", "closed"), is_pull_request=YES_NO)
        | {
            "repository": ("a/b", {"repository_full_name": "a/b"}, {}),
            "author": login("author_data"),
        },
        time="issue_updated_at",
        texts=("title",),
        indexed=("repository_id",),
    ),
    Case(
        github.commits,
        schemas.GitHubCommit,
        same(repository_id=A_B, author_email=("a@b", "b@b"))
        | {"repository": ("a/b", {"repository_full_name": "a/b"}, {})},
        time="author_date",
        texts=("message", "message_body"),
        indexed=("repository_id",),
    ),
    Case(
        slack.messages,
        schemas.SlackMessage,
        same(channel_id=A_B, channel_name=A_B, team_id=A_B, user_id=A_B)
        | {"deleted": (True, {"message_deleted_at": day(1)}, {})},
        time="message_created_at",
        texts=("text",),
        indexed=("channel_id", "user_id"),
    ),
    Case(
        slack.thread,
        schemas.SlackMessage,
        scope={"channel_id": "channel_id", "thread_ts": "thread_ts"},
    ),
    Case(
        spotify.tracks,
        schemas.SpotifyTrack,
        same(explicit=YES_NO),
        time="added_at",
        texts=("name", "artist", "album"),
    ),
    Case(
        spotify.artists,
        schemas.SpotifyArtist,
        {"genre": ("a", {"genres": ["a"]}, {"genres": ["b"]})},
        texts=("name",),
    ),
    Case(
        spotify.albums,
        schemas.SpotifyAlbum,
        same(album_type=("album", "single"))
        | {"artist": ("a", {"artists": ["a"]}, {"artists": ["b"]})},
        time="added_at",
        texts=("name",),
    ),
    Case(
        spotify.playlists,
        schemas.SpotifyPlaylist,
        same(owner_id=A_B, public=YES_NO),
        texts=("name", "description"),
    ),
    Case(
        spotify.recently_played,
        schemas.SpotifyRecentlyPlayed,
        same(track_id=A_B),
        time="played_at",
        texts=("track_name", "artist", "album"),
    ),
    Case(
        linear.issues,
        schemas.LinearIssue,
        same(team_id=A_B, project_id=A_B, assignee_id=A_B, identifier=A_B, state=A_B)
        | same(state_type=A_B),
        time="issue_updated_at",
        texts=("title", "description"),
        indexed=("team_id",),
    ),
    Case(
        notion.pages,
        schemas.NotionPage,
        same(parent_id=A_B, archived=YES_NO)
        | {"kind": ("page", {"object": "page"}, {"object": "database"})},
        time="page_last_edited_at",
        texts=("title", "content"),
        indexed=("parent_id",),
    ),
    Case(
        x.tweets,
        schemas.XTweet,
        same(author_id=A_B, author_username=A_B, lang=("en", "de")),
        time="tweet_created_at",
        texts=("text",),
        indexed=("author_id",),
    ),
    Case(x.conversation, schemas.XTweet, scope={"conversation_id": "conversation_id"}),
    Case(
        jira.issues,
        schemas.JiraIssue,
        same(project_key=A_B, key=A_B, status=A_B, status_category=A_B, issue_type=A_B)
        | same(assignee_id=A_B)
        | {"label": ("a", {"labels": ["a"]}, {"labels": ["b"]})},
        time="issue_updated_at",
        texts=("summary", "description"),
        indexed=("project_key",),
        found=("key",),
    ),
    Case(
        google_calendar.calendars,
        schemas.GoogleCalendarCalendar,
        same(access_role=("owner", "reader"), is_primary=YES_NO),
    ),
    Case(
        google_calendar.events,
        schemas.GoogleCalendarEvent,
        same(calendar_id=A_B, status=("cancelled", "confirmed")),
        time="start_time",
        texts=("title", "description", "location"),
        indexed=("calendar_id",),
    ),
    Case(
        google_contact.contacts,
        schemas.GoogleContact,
        same(email=A_B, organization=A_B),
        texts=("display_name", "email", "phone_number", "organization"),
    ),
    Case(
        google_gmail.messages,
        schemas.GoogleGmailMessage,
        {"label": ("INBOX", {"label_ids": ["INBOX", "UNREAD"]}, {"label_ids": ["SENT"]})},
        time="internal_date",
        texts=("subject", "from_", "to", "snippet"),
    ),
    Case(google_gmail.thread, schemas.GoogleGmailMessage, scope={"thread_id": "thread_id"}),
    Case(
        google_photos.photos,
        schemas.GooglePhoto,
        same(mime_type=("image/png", "image/gif"))
        | {"kind": ("PHOTO", {"type": "PHOTO"}, {"type": "VIDEO"})},
        time="creation_time",
        texts=("filename", "description"),
    ),
    Case(
        google_youtube.subscriptions,
        schemas.YouTubeSubscription,
        same(resource_channel_id=A_B),
        texts=("title", "description"),
        found=("resource_channel_id",),
    ),
    Case(
        chat.conversations,
        schemas.Conversation,
        same(user_id=A_B),
        texts=("title",),
        indexed=("user_id",),
    ),
    Case(
        feedback.feedback,
        schemas.Feedback,
        same(user_id=A_B, rating=("thumbs_up", "neutral")),
        time="created_at",
        found=("message_id",),
    ),
    Case(
        goals.goals,
        schemas.Goal,
        same(period=("week", "day")) | {"kind": ("commits", {"type": "commits"}, {})},
        scope={"user_id": "user_id"},
    ),
    Case(
        oauth.grants,
        schemas.OAuthToken,
        same(user_id=A_B, provider=A_B)
        | {"expires_before": (day(5), {"expires_at": day(4)}, {"expires_at": day(5)})},
        found=("user_id", "connector_config_id"),
    ),
    Case(connections.providers, schemas.Provider, same(slug=A_B, is_enabled=YES_NO)),
    Case(
        connections.connections,
        schemas.ConnectorConfig,
        same(user_id=A_B, status=("active", "error")),
    ),
    Case(
        connections.sync_states,
        schemas.SyncState,
        same(entity=A_B, status=("idle", "failed")),
        found=("connector_config_id",),
    ),
    Case(rejects.rejects, schemas.IngestReject, same(entity=A_B, code=A_B), time="updated_at"),
]
#: Queries that the table above does not fit, or that speak of one row: tested below by name.
BY_NAME = {
    "chat.conversation_with_messages",
    "chat.messages",
    "connections.sealed_config",
    "github.file_contents",
    "github.files",
    "google_gmail.message_body",
    "notion.page_content",
    "oauth.sealed_tokens",
    "rejects.reject_counts",
    "rejects.rejected_payload",
    "activity.recent",
}
#: Filters that are a foreign key: tested below by name.
KEYS_OF_OTHERS = {
    "connections.connections(provider)",
    "connections.sync_states(connector_config_id)",
    "feedback.feedback(message_id)",
    "google_gmail.messages(connector_config_id)",
    "oauth.grants(connector_config_id)",
}
FILTERS = [(case, name) for case in CASES for name in case.all_filters()]


def all_queries() -> Iterator[Query]:
    for info in pkgutil.iter_modules(queries.__path__, "ait_postgres.queries."):
        if info.name.rpartition(".")[2] in {"cursor", "listing", "page"}:
            continue
        module = importlib.import_module(info.name)
        for _, query in inspect.getmembers(module, inspect.isfunction):
            if query.__module__ == info.name and not query.__name__.startswith("_"):
                yield query


def test_every_query_and_filter_is_tested() -> None:
    named = {f"{query.__module__.rpartition('.')[2]}.{query.__name__}" for query in all_queries()}
    assert named == {str(case) for case in CASES} | BY_NAME
    untested = {
        f"{case}({name})"
        for case in CASES
        for name in inspect.signature(case.query).parameters
        if name not in {*case.all_filters(), *case.scope, "text", "limit"}
    }
    assert untested == KEYS_OF_OTHERS
    for case in CASES:
        assert ("text" in inspect.signature(case.query).parameters) == bool(case.texts), case


def keys(connection: Connection, statement: Select[Any]) -> list[str]:
    return [row[0] for row in connection.execute(statement)]


@pytest.mark.parametrize(("case", "name"), FILTERS, ids=str)
def test_a_filter_passes_what_it_says(
    connection: Connection, add: Callable[..., str], case: Case, name: str
) -> None:
    argument, good, bad = case.all_filters()[name]
    scope = dict.fromkeys(case.scope.values(), "here")
    given = dict.fromkeys(case.scope, "here")
    found = add(case.model, **scope, **good)
    add(case.model, **scope, **bad)
    assert keys(connection, case.query(**given, **{name: argument})) == [found]


@pytest.mark.parametrize(
    ("case", "column"),
    [(case, column) for case in CASES for column in case.texts],
    ids=str,
)
def test_text_is_found_in_any_case_of_letters_and_is_no_pattern(
    connection: Connection, add: Callable[..., str], case: Case, column: str
) -> None:
    found = add(case.model, **{column: "so 50%_Done, yes"})
    add(case.model, **{column: "so 50 percent done"})
    assert keys(connection, case.query(text="50%_dONE")) == [found]


@pytest.mark.parametrize("case", [case for case in CASES if case.scope], ids=str)
def test_a_scope_is_one_thing(connection: Connection, add: Callable[..., str], case: Case) -> None:
    here = dict.fromkeys(case.scope.values(), "here")
    found = add(case.model, **here)
    for column in here:
        add(case.model, **(here | {column: "there"}))
    assert keys(connection, case.query(**dict.fromkeys(case.scope, "here"))) == [found]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_query_names_its_columns_and_keeps_its_limit(
    connection: Connection, add: Callable[..., str], case: Case
) -> None:
    scope = dict.fromkeys(case.scope, "here")
    for _ in range(3):
        add(case.model, **dict.fromkeys(case.scope.values(), "here"))
    statement = case.query(**scope)
    columns = [column.name for column in statement.selected_columns]
    assert len(set(columns)) == len(columns) < len(case.model.__table__.columns)
    assert "remainder" not in columns
    # Found rows are named as the columns are in Python, for attribute access.
    row = connection.execute(statement).first()
    assert row is not None
    assert all(name.isidentifier() and hasattr(row, name) for name in row._fields)
    assert len(keys(connection, case.query(**scope, limit=2))) == 2
    assert case.query(**scope)._limit == 100
    for limit in (0, 1001):
        with pytest.raises(FilterInvalid, match="1 to 1000"):
            case.query(**scope, limit=limit)


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("newest_first", [False, True])
def test_a_query_is_read_in_pages(
    connection: Connection, add: Callable[..., str], case: Case, newest_first: bool
) -> None:
    added = [add(case.model, **dict.fromkeys(case.scope.values(), "here")) for _ in range(3)]
    statement = case.query(**dict.fromkeys(case.scope, "here"))
    first = fetch_page(connection, statement, limit=2, newest_first=newest_first)
    rest = fetch_page(connection, statement, first.next, limit=2, newest_first=newest_first)
    key = case.model.__mapper__.primary_key[0].name
    met = [getattr(row, key) for row in (*first.rows, *rest.rows)]
    assert (first.has_more, rest.has_more) == (True, False)
    assert met == sorted(added, reverse=newest_first)  # one transaction: one updated_at


@pytest.mark.parametrize("name", ["since", "until"])
def test_a_time_without_a_zone_is_refused(name: str) -> None:
    with pytest.raises(FilterInvalid, match=f"{name} is 2026-01-01T00:00:00, which names no"):
        slack.messages(**{name: dt.datetime(2026, 1, 1)})


def plan_nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", []):
        yield from plan_nodes(child)


def nodes(connection: Connection, statement: Any) -> list[dict[str, Any]]:
    """The plan where whatever an index can do is preferred: what is left, no index can."""
    for setting in ("enable_seqscan", "enable_bitmapscan", "enable_sort"):
        connection.execute(text(f"SET LOCAL {setting} = off"))
    compiled = statement.compile(
        dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}
    )
    [plan] = connection.exec_driver_sql(
        f"EXPLAIN (FORMAT JSON) {str(compiled).replace('%', '%%')}"
    ).scalar_one()
    return list(plan_nodes(plan["Plan"]))


def assert_along_an_index(found: list[dict[str, Any]]) -> None:
    kinds = {node["Node Type"] for node in found}
    # An incremental sort orders rows of one time by their keys; its rows come from an index.
    assert not kinds & {"Sort", "Seq Scan", "Bitmap Heap Scan"}, kinds


def assert_found_by(found: list[dict[str, Any]], *columns: str) -> None:
    conditions = " ".join(node.get("Index Cond", "") for node in found)
    assert all(f"({column})" in conditions or f"({column} " in conditions for column in columns)


@pytest.mark.parametrize(
    ("case", "name"),
    # A connection is joined with its provider, and a person has few of both.
    [
        (case, name)
        for case in CASES
        for name in (None, *case.indexed)
        if case.query is not connections.connections
    ],
    ids=str,
)
def test_the_order_is_an_indexs(connection: Connection, case: Case, name: str | None) -> None:
    given = dict.fromkeys([*case.scope, *([name] if name else [])], "here")
    found = nodes(connection, case.query(**given))
    assert_along_an_index(found)
    # Of a thread's channel and its ts, the ts is the rarer.
    assert_found_by(found, *([*case.scope.values()][-1:] if name is None else [name]))


@pytest.mark.parametrize(
    ("case", "name"), [(case, name) for case in CASES for name in case.found], ids=str
)
def test_a_rare_value_is_found_by_an_index(connection: Connection, case: Case, name: str) -> None:
    unordered = case.query(**{name: "here"}).order_by(None).limit(None)
    assert_found_by(nodes(connection, unordered), name)
