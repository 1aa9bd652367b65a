"""Slack: messages of a channel, of a person, of a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    has_text,
    listing,
    newest_known,
    within,
)
from ait_postgres.schemas import SlackMessage

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def messages(
    *,
    channel_id: str | None = None,
    channel_name: str | None = None,
    team_id: str | None = None,
    user_id: str | None = None,
    deleted: bool = False,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Messages, newest first; those deleted at Slack only where `deleted` is asked for.

    `channel_id` and `user_id` are found by index, other filters applied along it.
    """
    row = SlackMessage
    return listing(
        select(
            row.id,
            row.channel_id,
            row.channel_name,
            row.user_id,
            row.user_name,
            row.text,
            row.thread_ts,
            row.permalink,
            row.message_created_at,
            row.updated_at,
        ),
        equals(row.channel_id, channel_id),
        equals(row.channel_name, channel_name),
        equals(row.team_id, team_id),
        equals(row.user_id, user_id),
        row.message_deleted_at.is_not(None) if deleted else row.message_deleted_at.is_(None),
        within(row.message_created_at, since, until),
        has_text(text, row.text),
        order=newest_known(row.message_created_at, row.id),
        limit=limit,
    )


def thread(
    channel_id: str, thread_ts: str, *, limit: int = DEFAULT_LIMIT
) -> Select[str, str | None, str | None, str | None, str, dt.datetime | None, dt.datetime]:
    """One thread, oldest first; its first message is there once Slack has sent it anew.

    Slack gives the first message its `thread_ts` with the first reply.
    """
    row = SlackMessage
    return listing(
        select(
            row.id,
            row.user_id,
            row.user_name,
            row.text,
            row.ts,
            row.message_created_at,
            row.updated_at,
        ),
        row.channel_id == channel_id,
        row.thread_ts == thread_ts,
        row.message_deleted_at.is_(None),
        order=(row.ts, row.id),
        limit=limit,
    )
