"""X: tweets of an author, and conversations."""

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
from ait_postgres.schemas import XTweet

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def tweets(
    *,
    author_id: str | None = None,
    author_username: str | None = None,
    lang: str | None = None,
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
    int | None,
    int | None,
    int | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Tweets, newest first; an `author_id` is found by index."""
    row = XTweet
    return listing(
        select(
            row.id,
            row.text,
            row.author_id,
            row.author_username,
            row.conversation_id,
            row.like_count,
            row.retweet_count,
            row.reply_count,
            row.tweet_created_at,
            row.updated_at,
        ),
        equals(row.author_id, author_id),
        equals(row.author_username, author_username),
        equals(row.lang, lang),
        within(row.tweet_created_at, since, until),
        has_text(text, row.text),
        order=newest_known(row.tweet_created_at, row.id),
        limit=limit,
    )


def conversation(
    conversation_id: str,
    *,
    limit: int = DEFAULT_LIMIT,
) -> Select[str, str, str | None, str | None, str | None, dt.datetime | None, dt.datetime]:
    """One conversation, oldest first."""
    row = XTweet
    return listing(
        select(
            row.id,
            row.text,
            row.author_id,
            row.author_username,
            row.in_reply_to_user_id,
            row.tweet_created_at,
            row.updated_at,
        ),
        row.conversation_id == conversation_id,
        order=(row.tweet_created_at, row.id),
        limit=limit,
    )
