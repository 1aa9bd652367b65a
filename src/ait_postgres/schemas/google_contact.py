"""Google Contacts: people, from the People API."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from ait_postgres.schemas._columns import Base, ExternalId, Json, VendorRow, feed_index


class GoogleContact(VendorRow, Base):
    """A contact; the plain columns hold the primary of each list, `..._data` the whole list."""

    __tablename__ = "google_contacts"
    __table_args__ = (feed_index(),)

    #: The resource name: `people/c123`.
    id: Mapped[ExternalId]
    #: NULL where the contact has no name, and on a deleted one.
    display_name: Mapped[str | None]
    given_name: Mapped[str | None]
    family_name: Mapped[str | None]
    email: Mapped[str | None]
    phone_number: Mapped[str | None]
    organization: Mapped[str | None]
    job_title: Mapped[str | None]
    photo_url: Mapped[str | None]
    biography: Mapped[str | None]
    is_deleted: Mapped[bool | None]
    names_data: Mapped[Json | None]
    email_addresses_data: Mapped[Json | None]
    phone_numbers_data: Mapped[Json | None]
    organizations_data: Mapped[Json | None]
    addresses_data: Mapped[Json | None]
    birthdays_data: Mapped[Json | None]
    contact_updated_at: Mapped[dt.datetime | None]
