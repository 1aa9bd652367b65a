"""The goals a person set, and how far along they are."""

from __future__ import annotations

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import Base, Id, InternalId, Json, Timestamps, feed_index


class Goal(Timestamps, Base):
    """So many of one `type` in one `period`."""

    __tablename__ = "goals"
    __table_args__ = (feed_index(), Index(None, "user_id", "created_at"))

    id: Mapped[InternalId]
    user_id: Mapped[Id]
    type: Mapped[str]
    target: Mapped[int]
    period: Mapped[str]
    current: Mapped[int] = mapped_column(server_default=text("0"))
    #: In percent.
    progress: Mapped[int] = mapped_column(server_default=text("0"))
    #: Periods in a row in which the target was met.
    streak: Mapped[int] = mapped_column(server_default=text("0"))
    label: Mapped[str | None]
    icon: Mapped[str | None]
    metadata_: Mapped[Json | None] = mapped_column("metadata")
