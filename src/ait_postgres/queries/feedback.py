"""What people say of the assistant's messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    listing,
    newest,
    within,
)
from ait_postgres.schemas import Feedback

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select

    from ait_postgres.schemas.feedback import FeedbackRating


def feedback(
    *,
    message_id: str | None = None,
    user_id: str | None = None,
    rating: FeedbackRating | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str,
    FeedbackRating,
    str | None,
    str | None,
    str | None,
    str | None,
    dt.datetime,
    dt.datetime,
]:
    """Ratings, the last changed first; a `message_id` is found by index."""
    row = Feedback
    return listing(
        select(
            row.id,
            row.message_id,
            row.rating,
            row.comment,
            row.user_id,
            row.session_id,
            row.trace_id,
            row.created_at,
            row.updated_at,
        ),
        equals(row.message_id, message_id),
        equals(row.user_id, user_id),
        equals(row.rating, rating),
        within(row.created_at, since, until),
        order=newest(row.updated_at, row.id),
        limit=limit,
    )
