"""Payloads that could not be stored, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

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
) -> Select[str, str, str, str | None, str, int, dt.datetime, dt.datetime]:
    """Rejects without their payloads, the last rejected or retried first.

    `since` and `until` are of `updated_at`, which moves when a retry fails or the reason changes.
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
            row.created_at,
            row.updated_at,
        ),
        equals(row.entity, entity),
        equals(row.code, code),
        within(row.updated_at, since, until),
        order=newest(row.updated_at, row.id),
        limit=limit,
    )


def rejected_payload(
    reject_id: str,
) -> Select[str, str, str, str | None, str, str, str | None]:
    """One reject whole; its payload and its context are JSON text."""
    row = IngestReject
    return select(
        row.id, row.entity, row.code, row.field, row.reason, row.payload, row.context
    ).where(row.id == reject_id)


def reject_counts(entity: str | None = None) -> Select[str, str, str | None, int]:
    """How many rejects there are by entity, code and field, the most first."""
    by = (IngestReject.entity, IngestReject.code, IngestReject.field)
    number = func.count().label("number")
    counted = select(*by, number).group_by(*by).order_by(number.desc(), *by)
    return counted if entity is None else counted.where(IngestReject.entity == entity)
