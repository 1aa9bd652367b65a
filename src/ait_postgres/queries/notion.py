"""Notion: pages, and the text of one."""

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
from ait_postgres.schemas import NotionPage

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def pages(
    *,
    parent_id: str | None = None,
    kind: str | None = None,
    archived: bool | None = None,
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
    str | None,
    bool | None,
    str | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Pages, the last edited first; `text` is looked for in title and content.

    A `parent_id` (a page's, a database's) is found by index. `kind` is Notion's
    `object`: `page`, `database` or `data_source`. `archived=False` lists also
    pages of which Notion has not said.
    """
    row = NotionPage
    return listing(
        select(
            row.id,
            row.object,
            row.title,
            row.url,
            row.parent_type,
            row.parent_id,
            row.archived,
            row.last_edited_by,
            row.page_last_edited_at,
            row.updated_at,
        ),
        equals(row.parent_id, parent_id),
        equals(row.object, kind),
        row.archived.is_not(True) if archived is False else equals(row.archived, archived),
        within(row.page_last_edited_at, since, until),
        has_text(text, row.title, row.content),
        order=newest_known(row.page_last_edited_at, row.id),
        limit=limit,
    )


def page_content(page_id: str) -> Select[str, str | None, str | None, dt.datetime]:
    """One page's `content`: the text of its blocks, NULL until they were fetched."""
    row = NotionPage
    return select(row.id, row.title, row.content, row.updated_at).where(row.id == page_id)
