"""Conversations with the assistant, and their messages."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ait_postgres.schemas._columns import Base, Id, InternalId, Json, Timestamps, feed_index


class Conversation(Timestamps, Base):
    """A conversation."""

    __tablename__ = "conversations"
    __table_args__ = (feed_index(), Index(None, "user_id", "updated_at"))

    id: Mapped[InternalId]
    title: Mapped[str | None]
    user_id: Mapped[Id | None]
    metadata_: Mapped[Json | None] = mapped_column("metadata")

    messages: Mapped[list[Message]] = relationship(
        back_populates="conversation", order_by="Message.created_at", passive_deletes=True
    )


class Message(Timestamps, Base):
    """One turn of a conversation; `role` is who speaks."""

    __tablename__ = "messages"
    __table_args__ = (feed_index(), Index(None, "conversation_id", "created_at"))

    id: Mapped[InternalId]
    conversation_id: Mapped[Id] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    role: Mapped[str]
    content: Mapped[str]
    trace_id: Mapped[Id | None]
    metadata_: Mapped[Json | None] = mapped_column("metadata")

    conversation: Mapped[Conversation] = relationship(back_populates="messages")
