"""Google Contacts: people, as the People API lists, searches and batches them.

Every field of a person is a list, in which one entry is primary: that one fills the
plain columns, and the list stands beside them whole. The lists without a column of
their own (photos, urls, memberships, …) are in the remainder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import is_list, is_object
from ait_postgres.ingest.mapping.convert import instant
from ait_postgres.ingest.mapping.fields import Context, Convert, Fields, Payload, Row, field
from ait_postgres.ingest.mapping.google.key import key
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import GoogleContact

if TYPE_CHECKING:
    import datetime as dt

    from ait_postgres.schemas.data_targets import GoogleContactDataTarget


def _entries(value: Any) -> list[dict[str, Any]]:
    if not is_list(value):
        raise ValueError("holds a list of entries")
    return [entry for entry in value if is_object(entry)]


def _of_primary(name: str) -> Convert:
    """Read one key of a list's primary entry, or of its first where none says to be primary."""

    def read(value: Any) -> Any:
        entries = _entries(value)
        chosen = next(filter(_is_primary, entries), entries[0] if entries else None)
        return chosen and chosen.get(name)

    return read


def _is_primary(entry: Payload) -> bool:
    metadata = entry.get("metadata")
    return is_object(metadata) and metadata.get("primary") is True


_PERSON: Final = Fields(
    field("display_name", "names", _of_primary("displayName")),
    field("given_name", "names", _of_primary("givenName")),
    field("family_name", "names", _of_primary("familyName")),
    field("email", "emailAddresses", _of_primary("value")),
    field("phone_number", "phoneNumbers", _of_primary("value")),
    field("organization", "organizations", _of_primary("name")),
    field("job_title", "organizations", _of_primary("title")),
    field("photo_url", "photos", _of_primary("url")),
    field("biography", "biographies", _of_primary("value")),
    field("is_deleted", "metadata.deleted"),
    field("names_data", "names"),
    field("email_addresses_data", "emailAddresses"),
    field("phone_numbers_data", "phoneNumbers"),
    field("organizations_data", "organizations"),
    field("addresses_data", "addresses"),
    field("birthdays_data", "birthdays"),
    ignore=("resourceName", "etag", "metadata.sources"),
)
#: Lists that fill a column with one entry's value: whole, they are in the remainder.
_BEYOND: Final = ("photos", "biographies")


def google_contact(payload: Payload, _context: Context) -> GoogleContactDataTarget:
    """A person of the contacts, of the other contacts, or of a domain's directory."""
    row: Row = {"id": key(payload, "contact", "resourceName"), **_PERSON.read(payload)}
    rest = _PERSON.remainder(payload) or {}
    rest |= {name: payload[name] for name in _BEYOND if payload.get(name)}
    metadata = payload.get("metadata")
    if is_object(metadata) and metadata.get("sources") is not None:
        sources = _sources(metadata["sources"])
        if moment := _updated_at(sources):
            row["contact_updated_at"] = moment
        rest["metadata"] = {**rest.get("metadata", {}), "sources": sources}
    if rest:
        row["remainder"] = rest
    return cast("GoogleContactDataTarget", row)


def deleted_contact(payload: Payload, _context: Context) -> str | None:
    """The key of a person that a sync lists only to say: gone."""
    metadata, name = payload.get("metadata"), payload.get("resourceName")
    gone = is_object(metadata) and metadata.get("deleted") is True
    return name if gone and isinstance(name, str) and name else None


def _sources(value: Any) -> list[dict[str, Any]]:
    """Where the person's data comes from, without each source's own etag."""
    try:
        sources = _entries(value)
    except ValueError as error:
        column = "contact_updated_at"
        raise Reject(f"{column}: metadata.sources {error}", column) from error
    return [{name: one for name, one in source.items() if name != "etag"} for source in sources]


def _updated_at(sources: list[dict[str, Any]]) -> dt.datetime | None:
    """When the contact changed; of a person without one, the latest change of any source.

    Not the latest of all: unlinking a profile would make a newer contact look older.
    """
    column = "contact_updated_at"
    try:
        moments = [
            (source.get("type") == "CONTACT", instant(source["updateTime"]))
            for source in sources
            if source.get("updateTime") is not None
        ]
    except (ValueError, OverflowError) as error:
        raise Reject(f"{column}: {error}", column) from error
    return max(moments)[1] if moments else None


def _recognise(payload: Payload) -> bool:
    name = payload.get("resourceName")
    if isinstance(name, str):
        return name.startswith(("people/", "otherContacts/"))
    return "names" in payload or "emailAddresses" in payload


ENTITY: Final = Entity(
    name="google_contact",
    table=GoogleContact.__table__,  # type: ignore[arg-type]  # declared as FromClause, is a Table
    map=google_contact,
    recognise=_recognise,
    wrappers=("connections", "otherContacts", "people", "createdPeople", "responses", "person"),
    gone=deleted_contact,
    version="contact_updated_at",
)
