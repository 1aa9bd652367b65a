"""Slack: messages of channels, threads and conversations.

`ts` is Slack's identifier of a message within its channel and is kept as text;
the time it stands for is `message_created_at`. What changes after the first
save (files, reactions, edits, pins) is a column, so that it is refreshed.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import (
    Base,
    ExternalId,
    Json,
    VendorId,
    VendorRow,
    feed_index,
    newest_index,
)


class SlackMessage(VendorRow, Base):
    """A message; a bot's has no user, and history does not name its channel."""

    __tablename__ = "slack_messages"
    __table_args__ = (
        feed_index(),
        newest_index("message_created_at"),
        newest_index("channel_id", "message_created_at"),
        # Most messages stand in no thread: those cost this index nothing.
        Index(None, "thread_ts", "ts", postgresql_where=text("thread_ts IS NOT NULL")),
        Index(None, "ts"),
        newest_index("user_id", "message_created_at"),
    )

    #: `{channel_id}-{ts}`
    id: Mapped[ExternalId]
    channel_id: Mapped[VendorId]
    channel_name: Mapped[str | None] = mapped_column(String(255))
    team_id: Mapped[VendorId | None]
    user_id: Mapped[VendorId | None]
    user_name: Mapped[str | None] = mapped_column(String(255))
    bot_id: Mapped[VendorId | None]
    subtype: Mapped[str | None] = mapped_column(String(100))
    text: Mapped[str | None]
    ts: Mapped[VendorId]
    thread_ts: Mapped[VendorId | None]
    reply_count: Mapped[int | None]
    permalink: Mapped[str | None]
    blocks: Mapped[Json | None]
    files: Mapped[Json | None]
    attachments: Mapped[Json | None]
    reactions: Mapped[Json | None]
    edited: Mapped[Json | None]
    pinned_to: Mapped[Json | None]
    message_created_at: Mapped[dt.datetime | None]
    message_deleted_at: Mapped[dt.datetime | None]
