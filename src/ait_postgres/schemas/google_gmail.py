"""Gmail: messages.

Earlier databases hold `internal_date` as the vendor's text of milliseconds and
`label_ids` as jsonb; here they are a time and `text[]`. Taking such a database
over converts with `to_timestamp(internal_date::bigint / 1000.0)` and
`ARRAY(SELECT jsonb_array_elements_text(label_ids))`.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ait_postgres.schemas._columns import (
    Base,
    ExternalId,
    Id,
    Json,
    VendorId,
    VendorRow,
    feed_index,
    newest_index,
)
from ait_postgres.schemas.connector_configs import ConnectorConfig


class GoogleGmailMessage(VendorRow, Base):
    """A message; a field mask may leave out anything but its id."""

    __tablename__ = "google_gmail_messages"
    __table_args__ = (
        feed_index(),
        newest_index("internal_date"),
        Index(None, "thread_id", "internal_date"),
    )

    id: Mapped[ExternalId]
    thread_id: Mapped[VendorId | None]
    #: Whose mailbox it is. A payload does not tell: whoever ingests says so, or it is NULL.
    connector_config_id: Mapped[Id | None] = mapped_column(
        ForeignKey("connector_configs.id", ondelete="CASCADE"), index=True
    )
    #: An unsigned 64-bit number, which no integer of SQL holds.
    history_id: Mapped[VendorId | None]
    snippet: Mapped[str | None]
    #: When Google accepted the message, to the millisecond: the order of the inbox.
    internal_date: Mapped[dt.datetime | None]
    label_ids: Mapped[list[str] | None]
    size_estimate: Mapped[int | None]
    subject: Mapped[str | None]
    from_: Mapped[str | None] = mapped_column("from")
    to: Mapped[str | None]
    cc: Mapped[str | None]
    bcc: Mapped[str | None]
    body_text: Mapped[str | None]
    body_html: Mapped[str | None]
    #: The MIME tree, with every header.
    payload: Mapped[Json | None]
    metadata_: Mapped[Json | None] = mapped_column("metadata")
    #: What the `Date` header says.
    message_sent_at: Mapped[dt.datetime | None]

    connector_config: Mapped[ConnectorConfig | None] = relationship()
