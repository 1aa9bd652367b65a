"""Google Photos: media items of the Library API and those picked with the Picker API.

`base_url` fetches the bytes, expires after an hour and is another one at each listing;
a listing is therefore a change of the row. The old one is of no use to anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import is_object
from ait_postgres.ingest.mapping.convert import instant, integer
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, Row, field
from ait_postgres.ingest.mapping.google.key import key
from ait_postgres.schemas import GooglePhoto

if TYPE_CHECKING:
    from ait_postgres.schemas.data_targets import GooglePhotoDataTarget


def _pixels(value: Any) -> int:
    """A number, or digits in a string, as the Library API writes its 64-bit integers."""
    if type(value) is str and value.isascii() and value.isdigit():
        return int(value)
    return integer(value)


_PHOTO: Final = Fields(
    field("filename"),
    field("description"),
    field("product_url", "productUrl"),
    field("base_url", "baseUrl"),
    field("mime_type", "mimeType"),
    field("width", "mediaMetadata.width", _pixels),
    field("height", "mediaMetadata.height", _pixels),
    field("media_metadata", "mediaMetadata"),
    field("contributor_info", "contributorInfo"),
    field("creation_time", "mediaMetadata.creationTime", instant),
    # The Picker's names for the same.
    field("type"),
    field("creation_time", "createTime", instant),
    field("filename", "mediaFile.filename"),
    field("base_url", "mediaFile.baseUrl"),
    field("mime_type", "mediaFile.mimeType"),
    field("width", "mediaFile.mediaFileMetadata.width", _pixels),
    field("height", "mediaFile.mediaFileMetadata.height", _pixels),
    field("media_metadata", "mediaFile.mediaFileMetadata"),
    ignore=("id",),
)
_OF_THE_LIBRARY: Final = frozenset({"baseUrl", "productUrl"})


def google_photo(payload: Payload, _context: Context) -> GooglePhotoDataTarget:
    """A photo or a video."""
    row: Row = {"id": key(payload, "media item"), **_PHOTO.read(payload)}
    if rest := _PHOTO.remainder(payload):
        row["remainder"] = rest
    return cast("GooglePhotoDataTarget", row)


def _recognise(payload: Payload) -> bool:
    if is_object(payload.get("mediaMetadata")) or is_object(payload.get("mediaFile")):
        return True
    # Albums have a productUrl as well, and no type of media.
    return "mimeType" in payload and not _OF_THE_LIBRARY.isdisjoint(payload)


ENTITY: Final = Entity(
    name="google_photo",
    table=GooglePhoto.__table__,  # type: ignore[arg-type]  # declared as FromClause, is a Table
    map=google_photo,
    recognise=_recognise,
    wrappers=("mediaItems", "mediaItemResults", "newMediaItemResults", "mediaItem"),
)
