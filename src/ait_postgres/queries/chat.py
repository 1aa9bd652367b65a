"""Conversations with the assistant, and their messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.sql import Nullable

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    has_text,
    listing,
    newest,
)
from ait_postgres.schemas import Conversation, Message

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def conversations(
    *,
    user_id: str | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[str, str | None, str | None, dt.datetime, dt.datetime]:
    """Conversations, the last changed first; a `user_id` is found by index."""
    row = Conversation
    return listing(
        select(
            row.id,
            row.title,
            row.user_id,
            row.created_at,
            row.updated_at,
        ),
        equals(row.user_id, user_id),
        has_text(text, row.title),
        order=newest(row.updated_at, row.id),
        limit=limit,
    )


def messages(
    conversation_id: str,
    *,
    role: str | None = None,
    newest_first: bool = False,
    limit: int = DEFAULT_LIMIT,
) -> Select[str, str, str, str, str | None, dt.datetime, dt.datetime]:
    """One conversation's messages, oldest first.

    With `newest_first`, the limit keeps the last ones: what goes into a model's context.
    """
    row = Message
    oldest = (row.created_at, row.id)
    return listing(
        select(
            row.id,
            row.conversation_id,
            row.role,
            row.content,
            row.trace_id,
            row.created_at,
            row.updated_at,
        ),
        row.conversation_id == conversation_id,
        equals(row.role, role),
        order=newest(*oldest) if newest_first else oldest,
        limit=limit,
    )


def conversation_with_messages(
    conversation_id: str, *, limit: int = DEFAULT_LIMIT
) -> Select[str, str | None, str | None, str | None, str | None, str | None, dt.datetime | None]:
    """One conversation beside each of its messages, oldest first; one row if it has none."""
    turn = Message
    return listing(
        select(
            Conversation.id,
            Conversation.title,
            Conversation.user_id,
            Nullable(turn.id.label("message_id")),
            Nullable(turn.role),
            Nullable(turn.content),
            Nullable(turn.created_at.label("message_created_at")),
        ).join(turn, turn.conversation_id == Conversation.id, isouter=True),
        Conversation.id == conversation_id,
        order=(turn.created_at, turn.id),
        limit=limit,
    )
