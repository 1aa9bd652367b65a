"""Google Contacts: people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    has_text,
    listing,
    newest,
)
from ait_postgres.schemas import GoogleContact

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def contacts(
    *,
    email: str | None = None,
    organization: str | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Contacts that are not deleted, the last changed here first.

    `text` is looked for in name, e-mail address, phone number and organisation.
    """
    row = GoogleContact
    return listing(
        select(
            row.id,
            row.display_name,
            row.given_name,
            row.family_name,
            row.email,
            row.phone_number,
            row.organization,
            row.job_title,
            row.contact_updated_at,
            row.updated_at,
        ),
        row.is_deleted.is_not(True),
        equals(row.email, email),
        equals(row.organization, organization),
        has_text(text, row.display_name, row.email, row.phone_number, row.organization),
        order=newest(row.updated_at, row.id),
        limit=limit,
    )
