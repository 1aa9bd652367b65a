"""The grants of a person's connections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    listing,
    newest,
    within,
)
from ait_postgres.schemas import OAuthToken

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def grants(
    *,
    user_id: str | None = None,
    provider: str | None = None,
    connector_config_id: str | None = None,
    expires_before: dt.datetime | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str,
    str | None,
    str | None,
    str | None,
    str | None,
    dt.datetime | None,
    dt.datetime,
    dt.datetime,
]:
    """Grants without their tokens, the last changed first.

    `provider` is a vendor's slug. `user_id` and `connector_config_id` are found by index.
    `expires_before` leaves out those that never expire.
    """
    row = OAuthToken
    return listing(
        select(
            row.id,
            row.user_id,
            row.provider,
            row.connector_config_id,
            row.token_type,
            row.scope,
            row.expires_at,
            row.created_at,
            row.updated_at,
        ),
        equals(row.user_id, user_id),
        equals(row.provider, provider),
        equals(row.connector_config_id, connector_config_id),
        within(row.expires_at, None, expires_before),
        order=newest(row.updated_at, row.id),
        limit=limit,
    )


def sealed_tokens(
    connector_config_id: str,
    *,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str, str, str | None, str | None, str | None, str | None, dt.datetime | None, dt.datetime
]:
    """One connection's tokens, as they are sealed: opened by the application, never here.

    The last changed first, so that the first row is the one to use.
    """
    row = OAuthToken
    return listing(
        select(
            row.id,
            row.user_id,
            row.provider,
            row.access_token,
            row.refresh_token,
            row.token_type,
            row.expires_at,
            row.updated_at,
        ),
        row.connector_config_id == connector_config_id,
        order=newest(row.updated_at, row.id),
        limit=limit,
    )
