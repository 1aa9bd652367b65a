"""What people say of the assistant's messages."""

from __future__ import annotations

from typing import Literal, get_args

from sqlalchemy import Enum, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ait_postgres.schemas._columns import Base, Id, InternalId, Json, Timestamps, feed_index
from ait_postgres.schemas.chat import Message

FeedbackRating = Literal["thumbs_up", "thumbs_down", "neutral"]


class Feedback(Timestamps, Base):
    """One rating of one message."""

    __tablename__ = "feedback"
    __table_args__ = (feed_index(),)

    id: Mapped[InternalId]
    message_id: Mapped[Id] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), index=True
    )
    trace_id: Mapped[Id | None]
    rating: Mapped[FeedbackRating] = mapped_column(
        Enum(*get_args(FeedbackRating), name="feedback_rating")
    )
    comment: Mapped[str | None]
    user_id: Mapped[Id | None]
    session_id: Mapped[Id | None]
    metadata_: Mapped[Json | None] = mapped_column("metadata")

    message: Mapped[Message] = relationship()
