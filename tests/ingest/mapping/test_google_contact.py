"""Google's contacts: each rule of the mapping with a value."""

import datetime as dt

import pytest
from sqlalchemy import select

from ait_postgres.ingest import ingest
from ait_postgres.ingest.entities import ENTITIES
from ait_postgres.ingest.envelope import objects
from ait_postgres.ingest.mapping.google.contact import google_contact
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import GoogleContact

ADA = {"resourceName": "people/c1", "etag": "%Eg"}
PRIMARY = {"metadata": {"primary": True}}


def contact(**said):
    return google_contact(ADA | said, {})


def test_the_primary_entry_fills_the_columns_and_the_list_stands_beside():
    names = [{"displayName": "A. B."}, {"displayName": "Ada Berg", "givenName": "Ada", **PRIMARY}]
    assert contact(names=names) == {
        "id": "people/c1",
        "display_name": "Ada Berg",
        "given_name": "Ada",
        # The list is the whole truth: who has one name now has no other.
        "family_name": None,
        "names_data": names,
    }


@pytest.mark.parametrize(
    ("entries", "email"),
    [
        ([{"value": "a"}, {"value": "b", **PRIMARY}], "b"),
        ([{"value": "a"}, {"value": "b", "metadata": {"primary": False}}], "a"),
        ([{"value": "a"}, {"value": "b", "metadata": {"sourcePrimary": True}}], "a"),
        ([None, {"value": "b"}], "b"),
        ([{"type": "home"}], None),
        ([], None),
        (None, None),
    ],
)
def test_which_entry_is_primary(entries, email):
    row = contact(emailAddresses=entries)
    assert (row["email"], row["email_addresses_data"]) == (email, entries)
    assert "email" not in contact()


def test_lists_without_a_column_are_kept_and_etags_are_not():
    photos = [{"url": "https://p", "default": True, **PRIMARY}]
    source = {"type": "CONTACT", "id": "1", "updateTime": "2026-01-02T03:04:05.678901Z"}
    row = contact(
        photos=photos,
        biographies=[],
        memberships=[1],
        metadata={"sources": [source | {"etag": "#x"}], "objectType": "PERSON"},
    )
    assert row == {
        "id": "people/c1",
        "photo_url": "https://p",
        "biography": None,
        "contact_updated_at": dt.datetime(2026, 1, 2, 3, 4, 5, 678901, dt.UTC),
        "remainder": {
            "photos": photos,
            "memberships": [1],
            "metadata": {"sources": [source], "objectType": "PERSON"},
        },
    }


def test_a_contact_is_as_new_as_its_own_source():
    old = {"type": "CONTACT", "updateTime": "2026-01-01T00:00:00Z"}
    new = {"type": "PROFILE", "updateTime": "2026-05-05T00:00:00Z"}
    newer = {"type": "DOMAIN_PROFILE", "updateTime": "2026-06-06T00:00:00Z"}

    def month(*sources):
        moment = contact(metadata={"sources": [*sources]}).get("contact_updated_at")
        return moment and moment.month

    assert month(new, old) == 1
    assert month(new, newer) == 6
    assert month({"type": "CONTACT"}, None) is None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"names": {"displayName": "x"}}, "display_name"),
        ({"emailAddresses": "a@b"}, "email"),
        ({"metadata": {"sources": 1}}, "contact_updated_at"),
        ({"metadata": {"sources": [{"updateTime": "soon"}]}}, "contact_updated_at"),
        ({"metadata": [1]}, "is_deleted"),
    ],
)
def test_what_is_no_list_is_refused_by_name(said, field):
    with pytest.raises(Reject) as caught:
        contact(**said)
    assert caught.value.field == field


def test_no_resource_name_no_key():
    for payload in ({"names": []}, {"resourceName": None, "names": []}):
        assert ENTITIES["google_contact"].recognise(payload)
        with pytest.raises(Reject) as caught:
            google_contact(payload, {})
        assert (caught.value.code, caught.value.field) == ("key", "id")
        assert "resourceName" in caught.value.reason


@pytest.mark.parametrize(
    "document",
    [
        ADA,
        {"connections": [ADA], "totalPeople": 1},
        {"otherContacts": [ADA]},
        {"people": [ADA]},
        {"results": [{"person": ADA}]},
        {"responses": [{"person": ADA, "httpStatusCode": 200, "requestedResourceName": "p"}]},
        {"createdPeople": [{"person": ADA}]},
    ],
)
def test_where_people_are_found(document):
    found = objects(ENTITIES["google_contact"], document, {})
    assert [payload for payload, _ in found] == [ADA]


def test_what_else_stands_there_is_no_contact():
    group = {"resourceName": "contactGroups/myContacts", "groupType": "SYSTEM_CONTACT_GROUP"}
    missing = {"requestedResourceName": "people/c9", "status": {"code": 5}}
    for payload in (group, missing):
        assert not ENTITIES["google_contact"].recognise(payload)


def test_a_deleted_contact_goes(connection):
    ingest(connection, "google_contact", ADA | {"names": [{"displayName": "Ada"}]})
    deleted = {"connections": [ADA | {"metadata": {"deleted": True, "objectType": "PERSON"}}]}
    assert ingest(connection, "google_contact", deleted).deleted == 1
    assert connection.execute(select(GoogleContact.id)).all() == []
    again = ingest(connection, "google_contact", deleted)
    assert (again.deleted, again.unchanged, again.rejected) == (0, 1, 0)
