"""Payloads that could not be stored, and why."""

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
from ait_postgres.schemas import IngestReject

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def rejects(
    *,
    entity: str | None = None,
    code: str | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[str, str, str, str | None, str, int, dt.datetime, dt.datetime, dt.datetime]:
    """Rejects without their payloads, the last seen first.

    `since` and `until` are of `updated_at`, which moves each time the payload comes again.
    """
    row = IngestReject
    return listing(
        select(
            row.id,
            row.entity,
            row.code,
            row.field,
            row.reason,
            row.attempts,
            row.last_seen_at,
            row.created_at,
            row.updated_at,
        ),
        equals(row.entity, entity),
        equals(row.code, code),
        within(row.updated_at, since, until),
        order=newest(row.updated_at, row.id),
        limit=limit,
    )


def rejected_payload(reject_id: str) -> Select[str, str, str, str]:
    """One reject's payload, whole, as JSON text."""
    row = IngestReject
    return select(row.id, row.entity, row.reason, row.payload).where(row.id == reject_id)
