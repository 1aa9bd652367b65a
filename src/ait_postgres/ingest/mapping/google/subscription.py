"""YouTube: subscriptions, each with the parts that were asked for and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import is_object
from ait_postgres.ingest.mapping.convert import instant, integer
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, Row, field
from ait_postgres.ingest.mapping.google.key import key
from ait_postgres.schemas import YouTubeSubscription

if TYPE_CHECKING:
    from ait_postgres.schemas.data_targets import YouTubeSubscriptionDataTarget


def _thumbnail(value: Any) -> str | None:
    """The url of the default size, or of whichever there is."""
    if not is_object(value):
        raise ValueError("holds an object of sizes")
    sizes = [value.get("default"), *value.values()]
    return next((size["url"] for size in sizes if is_object(size) and size.get("url")), None)


_SUBSCRIPTION: Final = Fields(
    field("title", "snippet.title"),
    field("description", "snippet.description"),
    field("channel_id", "snippet.channelId"),
    field("resource_channel_id", "snippet.resourceId.channelId"),
    field("thumbnail_url", "snippet.thumbnails", _thumbnail),
    field("thumbnails_data", "snippet.thumbnails"),
    field("total_item_count", "contentDetails.totalItemCount", integer),
    field("new_item_count", "contentDetails.newItemCount", integer),
    field("activity_type", "contentDetails.activityType"),
    field("published_at", "snippet.publishedAt", instant),
    # What is subscribed to is always a channel.
    ignore=("id", "kind", "etag", "snippet.resourceId.kind"),
)


def google_youtube_subscription(
    payload: Payload, _context: Context
) -> YouTubeSubscriptionDataTarget:
    """A subscription; who subscribed is remainder, where that part was asked for."""
    row: Row = {"id": key(payload, "subscription"), **_SUBSCRIPTION.read(payload)}
    if rest := _SUBSCRIPTION.remainder(payload):
        row["remainder"] = rest
    return cast("YouTubeSubscriptionDataTarget", row)


def _recognise(payload: Payload) -> bool:
    if "kind" in payload:
        return bool(payload["kind"] == "youtube#subscription")
    snippet, details = payload.get("snippet"), payload.get("contentDetails")
    return (is_object(snippet) and "resourceId" in snippet) or (
        is_object(details) and "newItemCount" in details
    )


ENTITY: Final = Entity(
    name="google_youtube_subscription",
    table=YouTubeSubscription.__table__,  # type: ignore[arg-type]  # declared as FromClause, is a Table
    map=google_youtube_subscription,
    recognise=_recognise,
)
