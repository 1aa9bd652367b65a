"""Google Photos: media items, from the Library API and from the Picker API."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import (
    Base,
    ExternalId,
    Json,
    VendorRow,
    feed_index,
    newest_index,
)


class GooglePhoto(VendorRow, Base):
    """A photo or a video; the Picker gives no description and no page."""

    __tablename__ = "google_photos"
    __table_args__ = (feed_index(), newest_index("creation_time"))

    id: Mapped[ExternalId]
    #: `PHOTO` or `VIDEO`, where the Picker says so.
    type: Mapped[str | None] = mapped_column(String(50))
    filename: Mapped[str | None]
    description: Mapped[str | None]
    product_url: Mapped[str | None]
    #: Valid for 60 minutes, by Google's word.
    base_url: Mapped[str | None]
    mime_type: Mapped[str | None] = mapped_column(String(255))
    #: In pixels.
    width: Mapped[int | None]
    height: Mapped[int | None]
    media_metadata: Mapped[Json | None]
    contributor_info: Mapped[Json | None]
    creation_time: Mapped[dt.datetime | None]
    #: Where a copy was put, if one was.
    local_path: Mapped[str | None]
