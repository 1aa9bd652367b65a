"""Payloads that could not be stored, kept whole with the reason.

The same payload rejected again for the same reason is the same row, and is not
written anew; a retry counts in `attempts`.
"""

from __future__ import annotations

from sqlalchemy import String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import Base, InternalId, Timestamps, feed_index


class IngestReject(Timestamps, Base):
    """One payload that is in no table, and why."""

    __tablename__ = "ingest_rejects"
    __table_args__ = (UniqueConstraint("entity", "fingerprint"), feed_index())

    id: Mapped[InternalId]
    entity: Mapped[str] = mapped_column(String(100, collation="C"))
    #: What kind of refusal, for a program: `foreign`, `key`, `field`, `database`.
    code: Mapped[str] = mapped_column(String(100))
    #: The same for a person: one line, with what to do.
    reason: Mapped[str]
    #: The column or the payload's key at fault, where there is one.
    field: Mapped[str | None] = mapped_column(String(255))
    #: JSON in ASCII: `text`, because `jsonb` cannot hold U+0000 or a lone surrogate.
    payload: Mapped[str]
    #: What stood beside the payload (the repository, the channel): JSON in ASCII, too.
    context: Mapped[str | None]
    #: SHA-256, in hex, of the payload and its context.
    fingerprint: Mapped[str] = mapped_column(String(64, collation="C"))
    #: How often it was tried: once, and once more for each retry.
    attempts: Mapped[int] = mapped_column(server_default=text("1"))
