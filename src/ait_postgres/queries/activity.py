"""What happened lately, at all vendors, in one list.

Each vendor's part is the newest of its own table, read along an index; the list is
the newest of these parts. So its cost grows with the limit, not with the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Text, cast, func, literal, null, select, union_all
from sqlalchemy.sql import NotNullable, Nullable

from ait_postgres.errors import FilterInvalid
from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    listing,
    newest,
    newest_known,
    within,
    zoned,
)
from ait_postgres.schemas import (
    GitHubCommit,
    GitHubIssue,
    GitHubPullRequest,
    GoogleCalendarEvent,
    GoogleGmailMessage,
    GooglePhoto,
    JiraIssue,
    LinearIssue,
    NotionPage,
    SlackMessage,
    SpotifyRecentlyPlayed,
    XTweet,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection

    from sqlalchemy import ColumnElement, Select, SQLColumnExpression

#: Characters of a title; a message's text may be as long as it likes.
TITLE_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class _Source:
    """One table's part of the list."""

    vendor: str
    entity: str
    key: SQLColumnExpression[str]
    title: SQLColumnExpression[Any]
    url: SQLColumnExpression[Any] | None
    time: SQLColumnExpression[dt.datetime | None]
    condition: ColumnElement[bool] | None = None
    #: The order of the time's index: of `newest_index`, or of a plain one read backwards.
    order: Callable[[Any, Any], tuple[ColumnElement[Any], ...]] = newest_known

    def newest(
        self, since: dt.datetime | None, until: dt.datetime | None, limit: int
    ) -> Select[str, str, str, str | None, str | None, dt.datetime]:
        # Either way no row of unknown time passes.
        begun = self.time <= func.now() if until is None else self.time < zoned("until", until)
        return listing(
            select(
                literal(self.vendor, Text).label("vendor"),
                literal(self.entity, Text).label("entity"),
                cast(self.key, Text).label("id"),
                Nullable(func.left(self.title, TITLE_LENGTH, type_=Text()).label("title")),
                Nullable(cast(null() if self.url is None else self.url, Text).label("url")),
                NotNullable(self.time.label("happened_at")),
            ),
            within(self.time, since, None),
            begun,
            self.condition,
            order=self.order(self.time, self.key),
            limit=limit,
        )


_SOURCES: Final = (
    _Source(
        "github",
        "github_pull_request",
        GitHubPullRequest.id,
        GitHubPullRequest.title,
        GitHubPullRequest.html_url,
        GitHubPullRequest.pr_updated_at,
    ),
    _Source(
        "github",
        "github_issue",
        GitHubIssue.id,
        GitHubIssue.title,
        GitHubIssue.html_url,
        GitHubIssue.issue_updated_at,
        # The issues API lists pull requests too, which the first source has.
        GitHubIssue.is_pull_request.is_not(True),
    ),
    _Source(
        "github",
        "github_commit",
        GitHubCommit.sha,
        GitHubCommit.message,
        GitHubCommit.html_url,
        GitHubCommit.author_date,
    ),
    _Source(
        "slack",
        "slack_message",
        SlackMessage.id,
        SlackMessage.text,
        SlackMessage.permalink,
        SlackMessage.message_created_at,
        SlackMessage.message_deleted_at.is_(None),
    ),
    _Source(
        "spotify",
        "spotify_recently_played",
        SpotifyRecentlyPlayed.id,
        SpotifyRecentlyPlayed.track_name,
        None,
        SpotifyRecentlyPlayed.played_at,
        order=newest,
    ),
    _Source(
        "linear",
        "linear_issue",
        LinearIssue.id,
        LinearIssue.title,
        LinearIssue.url,
        LinearIssue.issue_updated_at,
    ),
    _Source(
        "notion",
        "notion_page",
        NotionPage.id,
        NotionPage.title,
        NotionPage.url,
        NotionPage.page_last_edited_at,
    ),
    _Source(
        "x",
        "x_tweet",
        XTweet.id,
        XTweet.text,
        None,
        XTweet.tweet_created_at,
    ),
    _Source(
        "google",
        "google_calendar_event",
        GoogleCalendarEvent.id,
        GoogleCalendarEvent.title,
        GoogleCalendarEvent.html_url,
        GoogleCalendarEvent.start_time,
        GoogleCalendarEvent.status.is_distinct_from("cancelled"),
        order=newest,
    ),
    _Source(
        "google",
        "gmail_message",
        GoogleGmailMessage.id,
        GoogleGmailMessage.subject,
        None,
        GoogleGmailMessage.internal_date,
    ),
    _Source(
        "google",
        "google_photo",
        GooglePhoto.id,
        GooglePhoto.filename,
        GooglePhoto.product_url,
        GooglePhoto.creation_time,
    ),
    _Source(
        "jira",
        "jira_issue",
        JiraIssue.id,
        JiraIssue.summary,
        JiraIssue.html_url,
        JiraIssue.issue_updated_at,
    ),
)
VENDORS: Final = tuple(dict.fromkeys(source.vendor for source in _SOURCES))


def recent(
    *,
    vendors: Collection[str] = VENDORS,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[str, str, str, str | None, str | None, dt.datetime]:
    """Vendor, entity, id, title, url and time of what happened last, the newest first.

    The time is the vendor's own: when an issue was updated, a message written, an event
    began. Rows whose time the vendor has not said are not there, nor is what lies in the
    future, unless an `until` later than now asks for it.

    Raises:
        FilterInvalid: A vendor is unknown, or none is named; a time names no zone; the
            limit is out of range.
    """
    unknown = sorted(set(vendors) - set(VENDORS))
    if unknown or not vendors:
        named = ", ".join(unknown) or "None"
        raise FilterInvalid(f"{named} is no vendor: name some of {', '.join(VENDORS)}")
    parts = [source.newest(since, until, limit) for source in _SOURCES if source.vendor in vendors]
    # A subquery, because a union of one part is no union: its ORDER BY would meet the part's.
    row = union_all(*parts).subquery("activity").c
    return (
        select(row.vendor, row.entity, row.id, row.title, row.url, row.happened_at)
        .order_by(row.happened_at.desc(), row.entity, row.id)
        .limit(limit)
    )
