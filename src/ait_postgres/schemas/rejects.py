"""Payloads that could not be stored, kept whole with the reason.

The same payload rejected again is the same row, counted: `attempts` and
`last_seen_at` move, the table does not grow.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import Base, InternalId, Json, Timestamps, feed_index


class IngestReject(Timestamps, Base):
    """One payload that is in no table, and why."""

    __tablename__ = "ingest_rejects"
    __table_args__ = (UniqueConstraint("entity", "fingerprint"), feed_index())

    id: Mapped[InternalId]
    entity: Mapped[str] = mapped_column(String(100, collation="C"))
    #: What kind of refusal, for a program: `missing_key`, `too_long`, ...
    code: Mapped[str] = mapped_column(String(100))
    #: The same for a person: one line, with what to do.
    reason: Mapped[str]
    #: The column or the payload's key at fault, where there is one.
    field: Mapped[str | None] = mapped_column(String(255))
    #: JSON in ASCII: `text`, because `jsonb` cannot hold U+0000 or a lone surrogate.
    payload: Mapped[str]
    #: What the caller gave beside the payload (the repository, the channel).
    context: Mapped[Json | None]
    #: SHA-256, in hex, of the payload and its context.
    fingerprint: Mapped[str] = mapped_column(String(64, collation="C"))
    attempts: Mapped[int] = mapped_column(server_default=text("1"))
    last_seen_at: Mapped[dt.datetime] = mapped_column(server_default=text("now()"))
