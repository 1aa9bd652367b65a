"""Notion: pages, with their properties and the text of their blocks."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import (
    Base,
    ExternalId,
    Json,
    VendorId,
    VendorRow,
    feed_index,
    newest_index,
)


class NotionPage(VendorRow, Base):
    """A page; without the right to read it, Notion gives its `id` and no more."""

    __tablename__ = "notion_pages"
    __table_args__ = (
        feed_index(),
        newest_index("page_last_edited_at"),
        newest_index("parent_id", "page_last_edited_at"),
    )

    id: Mapped[ExternalId]
    #: `page`; a search also lists a `database` or a `data_source`.
    object: Mapped[str | None] = mapped_column(String(50))
    #: All fragments joined: of any length, or empty.
    title: Mapped[str | None]
    url: Mapped[str | None]
    public_url: Mapped[str | None]
    #: `data_source_id`, `database_id`, `page_id`, `block_id` or `workspace`.
    parent_type: Mapped[str | None] = mapped_column(String(100))
    parent_id: Mapped[VendorId | None]
    archived: Mapped[bool | None]
    in_trash: Mapped[bool | None]
    is_locked: Mapped[bool | None]
    #: The emoji itself, or the image's address.
    icon: Mapped[str | None]
    cover: Mapped[str | None]
    properties: Mapped[Json | None]
    #: The text of the page's blocks, each once; NULL until blocks were fetched.
    content: Mapped[str | None]
    #: The users' ids.
    created_by: Mapped[VendorId | None]
    last_edited_by: Mapped[VendorId | None]
    page_created_at: Mapped[dt.datetime | None]
    page_last_edited_at: Mapped[dt.datetime | None]
