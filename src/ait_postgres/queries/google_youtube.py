"""YouTube: subscriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    has_text,
    listing,
    newest,
)
from ait_postgres.schemas import YouTubeSubscription

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def subscriptions(
    *,
    resource_channel_id: str | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str | None,
    str | None,
    str | None,
    int | None,
    int | None,
    str | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Subscriptions, the last changed here first.

    `resource_channel_id`, the channel subscribed to, is found by index. `text` is looked
    for in title and description.
    """
    row = YouTubeSubscription
    return listing(
        select(
            row.id,
            row.title,
            row.description,
            row.resource_channel_id,
            row.total_item_count,
            row.new_item_count,
            row.thumbnail_url,
            row.published_at,
            row.updated_at,
        ),
        equals(row.resource_channel_id, resource_channel_id),
        has_text(text, row.title, row.description),
        order=newest(row.updated_at, row.id),
        limit=limit,
    )
