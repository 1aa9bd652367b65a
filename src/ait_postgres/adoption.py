"""What AIt knows of databases that were made before this package: for `adopt`.

Their naive times are UTC. A row's times that were never set are taken from
each other, else they are the moment of the adoption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.adopt import Known
from ait_postgres.migrate.model import Column, Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.model import Catalogue

_PAIR: Final = {"created_at": "updated_at", "updated_at": "created_at"}

# Gmail's internalDate as its API gives it: milliseconds since 1970, in a text.
_INTERNAL_DATE: Final = Key("column", "", "google_gmail_messages", "internal_date")
_FROM_MILLISECONDS: Final = (
    "CASE WHEN internal_date ~ '^-?[0-9]+$' "
    "THEN to_timestamp(internal_date::bigint / 1000.0) "
    "ELSE nullif(internal_date, '')::timestamp with time zone END"
)


def known(old: Catalogue, new: Catalogue) -> Known:
    """How an older AIt database's values become those of the models."""
    using: dict[Key, str] = {}
    internal_date = old.by_key.get(_INTERNAL_DATE)
    if isinstance(internal_date, Column) and internal_date.type.startswith(("char", "text")):
        using[_INTERNAL_DATE] = _FROM_MILLISECONDS
    return Known(fills=dict(_times(old, new)), using=using)


def _times(old: Catalogue, new: Catalogue) -> Iterator[tuple[Key, str]]:
    for key, column in new.by_key.items():
        if isinstance(column, Column) and (other := _PAIR.get(column.name)):
            if key._replace(part=other) in old.by_key:
                yield key, f"coalesce({other}, now())"
            elif key in old.by_key:
                yield key, "now()"


__all__ = ["known"]
