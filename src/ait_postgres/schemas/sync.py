"""How far each connection has been pulled: one row an entity and scope."""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

from sqlalchemy import Enum, ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ait_postgres.schemas._columns import (
    Base,
    BigInt,
    Id,
    InternalId,
    Json,
    Timestamps,
    feed_index,
)
from ait_postgres.schemas.connector_configs import ConnectorConfig

SyncStatus = Literal["idle", "running", "failed"]


class SyncState(Timestamps, Base):
    """Where the next pull of one entity goes on, and how the last one ended.

    `scope` parts what a vendor gives a cursor of its own for: a channel, a
    repository, a calendar; it is empty where there is one for the whole account.
    """

    __tablename__ = "sync_states"
    __table_args__ = (UniqueConstraint("connector_config_id", "entity", "scope"), feed_index())

    id: Mapped[InternalId]
    connector_config_id: Mapped[Id] = mapped_column(
        ForeignKey("connector_configs.id", ondelete="CASCADE")
    )
    entity: Mapped[str] = mapped_column(String(100, collation="C"))
    scope: Mapped[str] = mapped_column(String(512, collation="C"), server_default=text("''"))
    #: The vendor's own: a sync token, a history id, a page cursor, a time.
    cursor: Mapped[Json | None]
    status: Mapped[SyncStatus] = mapped_column(
        Enum(*get_args(SyncStatus), name="sync_status"), server_default=text("'idle'")
    )
    #: Set while everything is pulled from the start; what was not seen since is gone at the vendor.
    full_sync_started_at: Mapped[dt.datetime | None]
    full_synced_at: Mapped[dt.datetime | None]
    last_started_at: Mapped[dt.datetime | None]
    last_synced_at: Mapped[dt.datetime | None]
    last_error: Mapped[str | None]
    last_error_at: Mapped[dt.datetime | None]
    #: Runs that failed since one succeeded: what a back-off is computed from.
    failures: Mapped[int] = mapped_column(server_default=text("0"))
    #: Rows of the last run; NULL before the first.
    inserted_count: Mapped[BigInt | None]
    updated_count: Mapped[BigInt | None]
    unchanged_count: Mapped[BigInt | None]
    rejected_count: Mapped[BigInt | None]

    connector_config: Mapped[ConnectorConfig] = relationship()
