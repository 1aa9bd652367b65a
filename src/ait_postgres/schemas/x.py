"""X: posts, which its API and the existing tables call tweets.

The API gives a tweet's `id` and `text` unless asked for more, so everything
else is NULL until it was asked for. Authors, media, polls and places come
beside the tweets, in `includes`, and are joined to them.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import (
    Base,
    BigInt,
    ExternalId,
    Json,
    JsonMembers,
    VendorId,
    VendorRow,
    feed_index,
    newest_index,
)


class XTweet(VendorRow, Base):
    """A tweet."""

    __tablename__ = "x_tweets"
    __table_args__ = (
        feed_index(),
        newest_index("tweet_created_at"),
        newest_index("author_id", "tweet_created_at"),
        Index(None, "conversation_id", "tweet_created_at"),
    )

    id: Mapped[ExternalId]
    text: Mapped[str]
    author_id: Mapped[VendorId | None]
    author_username: Mapped[str | None] = mapped_column(String(255))
    author_name: Mapped[str | None] = mapped_column(String(255))
    conversation_id: Mapped[VendorId | None]
    in_reply_to_user_id: Mapped[VendorId | None]
    #: A BCP 47 tag; `und` where X could not tell.
    lang: Mapped[str | None] = mapped_column(String(50))
    retweet_count: Mapped[int | None]
    reply_count: Mapped[int | None]
    like_count: Mapped[int | None]
    quote_count: Mapped[int | None]
    bookmark_count: Mapped[int | None]
    impression_count: Mapped[BigInt | None]
    media_attachments: Mapped[Json | None]
    poll_data: Mapped[Json | None]
    place_data: Mapped[Json | None]
    #: The tweet as it came; of several payloads each key's newest value.
    json_data: Mapped[JsonMembers | None]
    tweet_created_at: Mapped[dt.datetime | None]
