"""Google: calendars and their events, contacts, mail, photos, YouTube subscriptions.

What tells a representation from another and nothing of the thing (`kind`, `etag`:
a contact's etag holds the very field mask that was asked with) is not stored: a row
changes when its object does. Google leaves out what is empty or false, also from
whole answers; absent leaves a column as it is here as everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.ingest.mapping.google import calendar, contact, event, gmail, photo, subscription

if TYPE_CHECKING:
    from ait_postgres.ingest.entity import Entity

ENTITIES: Final[tuple[Entity, ...]] = (
    event.ENTITY,
    calendar.ENTITY,
    contact.ENTITY,
    photo.ENTITY,
    subscription.ENTITY,
    gmail.ENTITY,
)
