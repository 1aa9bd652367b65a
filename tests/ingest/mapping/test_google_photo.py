"""Google Photos' media items, of the Library and of the Picker, and YouTube's subscriptions."""

import datetime as dt

import pytest

from ait_postgres.ingest.entities import ENTITIES
from ait_postgres.ingest.envelope import objects
from ait_postgres.ingest.mapping.google.photo import google_photo
from ait_postgres.ingest.mapping.google.subscription import google_youtube_subscription
from ait_postgres.ingest.reject import Reject

LIBRARY = {
    "id": "p1",
    "productUrl": "https://photos/p1",
    "baseUrl": "https://lh3/p1",
    "mimeType": "image/jpeg",
    "filename": "a.jpg",
    "mediaMetadata": {"creationTime": "2014-10-02T15:01:23Z", "width": "4032", "height": "3024"},
}
PICKED = {
    "id": "p2",
    "createTime": "2010-03-14T15:06:31.000001Z",
    "type": "PHOTO",
    "mediaFile": {
        "baseUrl": "https://lh3/p2",
        "mimeType": "image/heif",
        "filename": "b.heic",
        "mediaFileMetadata": {"width": 4000, "height": 3000.0, "cameraMake": "SONY"},
        "new": 1,
    },
}


def test_the_library_writes_numbers_as_text():
    assert google_photo(LIBRARY, {}) == {
        "id": "p1",
        "product_url": "https://photos/p1",
        "base_url": "https://lh3/p1",
        "mime_type": "image/jpeg",
        "filename": "a.jpg",
        "width": 4032,
        "height": 3024,
        "creation_time": dt.datetime(2014, 10, 2, 15, 1, 23, tzinfo=dt.UTC),
        "media_metadata": LIBRARY["mediaMetadata"],
    }


def test_the_picker_has_keys_of_its_own():
    assert google_photo(PICKED, {}) == {
        "id": "p2",
        "type": "PHOTO",
        "base_url": "https://lh3/p2",
        "mime_type": "image/heif",
        "filename": "b.heic",
        "width": 4000,
        "height": 3000,
        "creation_time": dt.datetime(2010, 3, 14, 15, 6, 31, 1, dt.UTC),
        "media_metadata": PICKED["mediaFile"]["mediaFileMetadata"],
        "remainder": {"mediaFile": {"new": 1}},
    }


@pytest.mark.parametrize("width", ["wide", "4.5", 4.5, "", "-1", "٣", "9" * 5000, True])
def test_a_width_is_a_whole_number(width):
    with pytest.raises(Reject) as caught:
        google_photo(LIBRARY | {"mediaMetadata": {"width": width}}, {})
    assert caught.value.field == "width"


def test_no_id_no_key():
    for function in (google_photo, google_youtube_subscription):
        with pytest.raises(Reject) as caught:
            function({}, {})
        assert (caught.value.code, caught.value.field) == ("key", "id")


@pytest.mark.parametrize(
    "document",
    [
        {"mediaItems": [LIBRARY, PICKED]},
        [{"mediaItems": [LIBRARY]}, {"mediaItems": [PICKED]}],
        {"mediaItemResults": [{"mediaItem": LIBRARY}, {"mediaItem": PICKED}]},
        {"newMediaItemResults": [{"uploadToken": "t", "mediaItem": p} for p in (LIBRARY, PICKED)]},
    ],
)
def test_where_media_items_are_found(document):
    found = [payload for payload, _ in objects(ENTITIES["google_photo"], document, {})]
    assert found == [LIBRARY, PICKED]
    assert all(map(ENTITIES["google_photo"].recognise, found))


def test_an_album_is_no_media_item():
    album = {"id": "a", "title": "t", "productUrl": "u", "coverPhotoBaseUrl": "b"}
    assert not ENTITIES["google_photo"].recognise(album)
    assert ENTITIES["google_photo"].recognise({"id": "p", "mimeType": "m", "baseUrl": "b"})


SNIPPET = {
    "publishedAt": "2019-11-29T03:00:56.380Z",
    "title": "t",
    "description": "",
    "channelId": "UC-me",
    "resourceId": {"kind": "youtube#channel", "channelId": "UC-them"},
    "thumbnails": {"high": {"url": "h"}, "default": {"url": "d"}},
}


def test_a_subscription_by_its_snippet():
    payload = {"kind": "youtube#subscription", "etag": "x", "id": "s1", "snippet": SNIPPET}
    assert google_youtube_subscription(payload, {}) == {
        "id": "s1",
        "title": "t",
        "description": "",
        "channel_id": "UC-me",
        "resource_channel_id": "UC-them",
        "thumbnail_url": "d",
        "thumbnails_data": SNIPPET["thumbnails"],
        "published_at": dt.datetime(2019, 11, 29, 3, 0, 56, 380000, dt.UTC),
    }


def test_a_subscription_by_its_details():
    details = {"totalItemCount": 4294967295, "newItemCount": 2.0, "activityType": "all"}
    who = {"channelId": "UC-me"}
    payload = {"id": "s1", "contentDetails": details, "subscriberSnippet": who}
    assert ENTITIES["google_youtube_subscription"].recognise(payload)
    assert google_youtube_subscription(payload, {}) == {
        "id": "s1",
        "total_item_count": 4294967295,
        "new_item_count": 2,
        "activity_type": "all",
        "remainder": {"subscriberSnippet": who},
    }


@pytest.mark.parametrize(
    ("thumbnails", "url"),
    [({"high": {"url": "h"}}, "h"), ({"default": None, "high": {"width": 8}}, None), ({}, None)],
)
def test_which_thumbnail(thumbnails, url):
    payload = {"id": "s1", "snippet": {"thumbnails": thumbnails}}
    assert google_youtube_subscription(payload, {})["thumbnail_url"] == url


def test_null_parts_clear_and_other_values_are_refused():
    assert google_youtube_subscription({"id": "s1", "snippet": None}, {})["title"] is None
    for snippet, field in (({"thumbnails": []}, "thumbnail_url"), ([], "title")):
        with pytest.raises(Reject) as caught:
            google_youtube_subscription({"id": "s1", "snippet": snippet}, {})
        assert caught.value.field == field
