"""Google Photos: photos and videos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    has_text,
    listing,
    newest_known,
    within,
)
from ait_postgres.schemas import GooglePhoto

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def photos(
    *,
    kind: str | None = None,
    mime_type: str | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str | None,
    str | None,
    str | None,
    str | None,
    int | None,
    int | None,
    str | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Photos and videos, the last taken first; `kind` is `PHOTO` or `VIDEO`.

    Only the Picker API says that `type`; the `mime_type` is always there. `text` is looked
    for in file name and description.
    """
    row = GooglePhoto
    return listing(
        select(
            row.id,
            row.filename,
            row.description,
            row.type,
            row.mime_type,
            row.width,
            row.height,
            row.product_url,
            row.creation_time,
            row.updated_at,
        ),
        equals(row.type, kind),
        equals(row.mime_type, mime_type),
        within(row.creation_time, since, until),
        has_text(text, row.filename, row.description),
        order=newest_known(row.creation_time, row.id),
        limit=limit,
    )
