"""Gmail: messages, threads, and the text of one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    has_text,
    holds,
    listing,
    newest_known,
    within,
)
from ait_postgres.schemas import GoogleGmailMessage

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def messages(
    *,
    connector_config_id: str | None = None,
    label: str | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    list[str] | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Messages, newest first; `label` is a label's id, such as `INBOX` or `UNREAD`.

    `text` is looked for in subject, sender, receivers and snippet.
    """
    row = GoogleGmailMessage
    return listing(
        select(
            row.id,
            row.thread_id,
            row.subject,
            row.from_.label("from_"),
            row.to,
            row.snippet,
            row.label_ids,
            row.internal_date,
            row.updated_at,
        ),
        equals(row.connector_config_id, connector_config_id),
        holds(row.label_ids, label),
        within(row.internal_date, since, until),
        has_text(text, row.subject, row.from_, row.to, row.snippet),
        order=newest_known(row.internal_date, row.id),
        limit=limit,
    )


def thread(
    thread_id: str,
    *,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str, str | None, str | None, str | None, str | None, str | None, dt.datetime | None, dt.datetime
]:
    """One thread with its messages' texts, oldest first."""
    row = GoogleGmailMessage
    return listing(
        select(
            row.id,
            row.subject,
            row.from_.label("from_"),
            row.to,
            row.snippet,
            row.body_text,
            row.internal_date,
            row.updated_at,
        ),
        row.thread_id == thread_id,
        order=(row.internal_date, row.id),
        limit=limit,
    )


def message_body(
    message_id: str,
) -> Select[str, str | None, str | None, str | None, dt.datetime]:
    """One message's text and HTML."""
    row = GoogleGmailMessage
    return select(row.id, row.subject, row.body_text, row.body_html, row.updated_at).where(
        row.id == message_id
    )
