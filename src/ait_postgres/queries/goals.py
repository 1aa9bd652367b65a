"""The goals a person set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    listing,
)
from ait_postgres.schemas import Goal

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def goals(
    user_id: str,
    *,
    kind: str | None = None,
    period: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[str, str, str | None, str, int, int, int, int, str | None, dt.datetime]:
    """One person's goals, in the order in which they were set; `kind` is their `type`."""
    row = Goal
    return listing(
        select(
            row.id,
            row.type,
            row.label,
            row.period,
            row.target,
            row.current,
            row.progress,
            row.streak,
            row.icon,
            row.updated_at,
        ),
        row.user_id == user_id,
        equals(row.type, kind),
        equals(row.period, period),
        order=(row.created_at, row.id),
        limit=limit,
    )
