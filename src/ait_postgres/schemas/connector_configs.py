"""A person's connection to a vendor: its sealed configuration and its state."""

from __future__ import annotations

from typing import Literal, get_args

from sqlalchemy import Enum, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ait_postgres.schemas._columns import Base, Id, InternalId, Timestamps, feed_index
from ait_postgres.schemas.providers import Provider

ConnectorConfigStatus = Literal["active", "error", "revoked", "pending"]


class ConnectorConfig(Timestamps, Base):
    """One connection of one person; `encrypted_config` is never opened by SQL."""

    __tablename__ = "connector_configs"
    __table_args__ = (feed_index(),)

    id: Mapped[InternalId]
    user_id: Mapped[Id] = mapped_column(index=True)
    provider_id: Mapped[Id] = mapped_column(
        ForeignKey("providers.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    encrypted_config: Mapped[str]
    iv: Mapped[str]
    is_enabled: Mapped[bool] = mapped_column(server_default=text("true"))
    status: Mapped[ConnectorConfigStatus] = mapped_column(
        Enum(*get_args(ConnectorConfigStatus), name="connector_config_status"),
        server_default=text("'pending'"),
    )

    provider: Mapped[Provider] = relationship()
