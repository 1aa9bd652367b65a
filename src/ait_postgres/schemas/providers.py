"""The vendors that can be connected, and what a connection to each is configured with."""

from __future__ import annotations

from typing import Any, Literal, get_args

from sqlalchemy import Enum, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import Base, Id, InternalId, Timestamps, feed_index

ProviderAuthType = Literal["oauth2", "api_key", "basic"]


class Provider(Timestamps, Base):
    """A vendor; `seed` keeps all of it but `is_enabled`, which is the operator's."""

    __tablename__ = "providers"
    __table_args__ = (feed_index(),)

    id: Mapped[InternalId]
    slug: Mapped[Id] = mapped_column(unique=True)
    name: Mapped[str]
    description: Mapped[str | None]
    logo_url: Mapped[str | None]
    auth_type: Mapped[ProviderAuthType] = mapped_column(
        Enum(*get_args(ProviderAuthType), name="provider_auth_type"),
        server_default=text("'oauth2'"),
    )
    #: JSON Schema (draft 2020-12) of the configuration.
    config_schema: Mapped[Any] = mapped_column(JSONB(), server_default=text("'{}'"))
    is_enabled: Mapped[bool] = mapped_column(server_default=text("true"))
