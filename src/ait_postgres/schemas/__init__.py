"""The tables: SQLAlchemy models, one module a vendor.

`Base.metadata` holds them all; what SQLAlchemy cannot declare (the trigger that
keeps `updated_at`) stands in `sql/` and is named by `sql_files()`. Both together
are the schema that the migrations must lead to.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from ait_postgres.schemas._columns import Base
from ait_postgres.schemas.chat import Conversation, Message
from ait_postgres.schemas.connector_configs import ConnectorConfig
from ait_postgres.schemas.feedback import Feedback
from ait_postgres.schemas.github import (
    GitHubCommit,
    GitHubIssue,
    GitHubPullRequest,
    GitHubRepository,
    GitHubRepositoryFile,
)
from ait_postgres.schemas.goals import Goal
from ait_postgres.schemas.google_calendar import GoogleCalendarCalendar, GoogleCalendarEvent
from ait_postgres.schemas.google_contact import GoogleContact
from ait_postgres.schemas.google_gmail import GoogleGmailMessage
from ait_postgres.schemas.google_photos import GooglePhoto
from ait_postgres.schemas.google_youtube import YouTubeSubscription
from ait_postgres.schemas.jira import JiraIssue
from ait_postgres.schemas.linear import LinearIssue
from ait_postgres.schemas.notion import NotionPage
from ait_postgres.schemas.oauth import OAuthToken
from ait_postgres.schemas.providers import Provider
from ait_postgres.schemas.rejects import IngestReject
from ait_postgres.schemas.slack import SlackMessage
from ait_postgres.schemas.spotify import (
    SpotifyAlbum,
    SpotifyArtist,
    SpotifyPlaylist,
    SpotifyRecentlyPlayed,
    SpotifyTrack,
)
from ait_postgres.schemas.sync import SyncState
from ait_postgres.schemas.x import XTweet

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "Base",
    "ConnectorConfig",
    "Conversation",
    "Feedback",
    "GitHubCommit",
    "GitHubIssue",
    "GitHubPullRequest",
    "GitHubRepository",
    "GitHubRepositoryFile",
    "Goal",
    "GoogleCalendarCalendar",
    "GoogleCalendarEvent",
    "GoogleContact",
    "GoogleGmailMessage",
    "GooglePhoto",
    "IngestReject",
    "JiraIssue",
    "LinearIssue",
    "Message",
    "NotionPage",
    "OAuthToken",
    "Provider",
    "SlackMessage",
    "SpotifyAlbum",
    "SpotifyArtist",
    "SpotifyPlaylist",
    "SpotifyRecentlyPlayed",
    "SpotifyTrack",
    "SyncState",
    "XTweet",
    "YouTubeSubscription",
    "sql_files",
]


def sql_files() -> list[Traversable]:
    """Return the files of `sql/`, in the order in which they are to be run.

    They are run after the tables exist, each as one script. They name no schema:
    `search_path` decides where they take hold.
    """
    folder = files("ait_postgres.schemas") / "sql"
    found = [file for file in folder.iterdir() if file.name.endswith(".sql")]
    return sorted(found, key=lambda file: file.name)
