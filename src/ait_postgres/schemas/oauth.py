"""The tokens that a connection's vendor gave; sealed by the application, never by SQL."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ait_postgres.schemas._columns import Base, Id, InternalId, Json, Timestamps, feed_index
from ait_postgres.schemas.connector_configs import ConnectorConfig


class OAuthToken(Timestamps, Base):
    """One grant of one person to one vendor."""

    __tablename__ = "oauth_tokens"
    __table_args__ = (feed_index(), Index(None, "user_id", "provider"))

    id: Mapped[InternalId]
    user_id: Mapped[Id]
    #: The vendor's slug.
    provider: Mapped[Id | None]
    connector_config_id: Mapped[Id | None] = mapped_column(
        ForeignKey("connector_configs.id", ondelete="CASCADE"), index=True
    )
    access_token: Mapped[str | None]
    refresh_token: Mapped[str | None]
    token_type: Mapped[str | None]
    scope: Mapped[str | None]
    #: Seconds, as the vendor sent them; what they come to is `expires_at`.
    expires_in: Mapped[str | None]
    expires_at: Mapped[dt.datetime | None]
    metadata_: Mapped[Json | None] = mapped_column("metadata")

    connector_config: Mapped[ConnectorConfig | None] = relationship()
