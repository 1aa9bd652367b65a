"""Providers, a person's connections to them, and how far each was pulled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    listing,
    newest,
)
from ait_postgres.schemas import ConnectorConfig, Provider, SyncState

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select

    from ait_postgres.schemas.connector_configs import ConnectorConfigStatus
    from ait_postgres.schemas.providers import ProviderAuthType
    from ait_postgres.schemas.sync import SyncStatus


def providers(
    *,
    slug: str | None = None,
    is_enabled: bool | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[str, str, str, str | None, str | None, ProviderAuthType, bool, dt.datetime]:
    """Providers, by their slug."""
    row = Provider
    return listing(
        select(
            row.id,
            row.slug,
            row.name,
            row.description,
            row.logo_url,
            row.auth_type,
            row.is_enabled,
            row.updated_at,
        ),
        equals(row.slug, slug),
        equals(row.is_enabled, is_enabled),
        order=(row.slug,),
        limit=limit,
    )


def connections(
    *,
    user_id: str | None = None,
    provider: str | None = None,
    status: ConnectorConfigStatus | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[str, str, str, str, ConnectorConfigStatus, bool, dt.datetime, dt.datetime]:
    """Connections without their configuration, the last changed first; `provider` is a slug."""
    row = ConnectorConfig
    return listing(
        select(
            row.id,
            row.user_id,
            Provider.slug.label("provider"),
            row.name,
            row.status,
            row.is_enabled,
            row.created_at,
            row.updated_at,
        ).join(Provider, Provider.id == row.provider_id),
        equals(row.user_id, user_id),
        equals(Provider.slug, provider),
        equals(row.status, status),
        order=newest(row.updated_at, row.id),
        limit=limit,
    )


def sealed_config(connection_id: str) -> Select[str, str, str, dt.datetime]:
    """One connection's configuration, as it is sealed: opened by the application, never here."""
    row = ConnectorConfig
    return select(row.id, row.encrypted_config, row.iv, row.updated_at).where(
        row.id == connection_id
    )


def sync_states(
    *,
    connector_config_id: str | None = None,
    entity: str | None = None,
    status: SyncStatus | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[str, str, str, str, SyncStatus, dt.datetime | None, str | None, int, dt.datetime]:
    """How far each was pulled, the last changed first; a connection is found by index."""
    row = SyncState
    return listing(
        select(
            row.id,
            row.connector_config_id,
            row.entity,
            row.scope,
            row.status,
            row.last_synced_at,
            row.last_error,
            row.failures,
            row.updated_at,
        ),
        equals(row.connector_config_id, connector_config_id),
        equals(row.entity, entity),
        equals(row.status, status),
        order=newest(row.updated_at, row.id),
        limit=limit,
    )
