"""YouTube: the channels that a person is subscribed to."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import (
    Base,
    BigInt,
    ExternalId,
    Json,
    VendorId,
    VendorRow,
    feed_index,
)


class YouTubeSubscription(VendorRow, Base):
    """A subscription; each `part` that was not asked for leaves its columns NULL."""

    __tablename__ = "youtube_subscriptions"
    __table_args__ = (feed_index(),)

    id: Mapped[ExternalId]
    title: Mapped[str | None]
    description: Mapped[str | None]
    #: The subscriber's channel.
    channel_id: Mapped[VendorId | None]
    #: The channel subscribed to.
    resource_channel_id: Mapped[VendorId | None] = mapped_column(index=True)
    thumbnail_url: Mapped[str | None]
    thumbnails_data: Mapped[Json | None]
    #: Unsigned 32-bit by Google's description, so past `integer`.
    total_item_count: Mapped[BigInt | None]
    new_item_count: Mapped[BigInt | None]
    activity_type: Mapped[str | None] = mapped_column(String(50))
    #: When the subscription was made.
    published_at: Mapped[dt.datetime | None]
