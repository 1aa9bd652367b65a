"""Every field that Spotify describes: in a column, in the remainder, or dropped on purpose.

Two descriptions are walked as one: Spotify's own, and the one that others keep
mending, which still has what Spotify's left out (a playlist's followers).
"""

from __future__ import annotations

import pytest
import yaml
from tests.ingest.conformance.payload_table import sample, unwrapped
from tests.ingest.conformance.vendor_schema import by_place, described_fields, places

#: A missing id is read from the uri: of another thing, it shows which of the two is the key.
ANOTHER = "spotify:local:of:another:thing:1"


@pytest.fixture(scope="module")
def descriptions(shared_payloads):
    names = ("spotify_official_openapi.yml", "spotify_fixed_openapi.yml")
    return [yaml.safe_load((shared_payloads / "_schemas" / name).read_text()) for name in names]


def rich(entity):
    """All that our samples say of such a thing, in one payload."""
    kind = entity.removeprefix("spotify_")
    inner = [
        payload and payload.get(kind, payload) for payload, _ in unwrapped(entity, sample(entity))
    ]
    things = [thing for thing in inner if thing and thing.get("type") == kind]
    merged = {}
    for thing in sorted(things, key=len, reverse=True):
        merged = {**thing, **merged}
    return merged | {"uri": ANOTHER}


def alone(names):
    """Fields that each fill the column of their own name."""
    return {name: {name} for name in names.split()}


TRACK = {
    "id": {"id"},
    "album album_data": {"album"},
    "artist artists_data": {"artists"},
    **alone("name duration_ms explicit is_playable is_local preview_url track_number disc_number"),
    **alone("uri href popularity external_ids external_urls"),
    "remainder": {"available_markets", "linked_from", "restrictions"},
    "dropped": {"type"},
}
ARTIST = {
    "id": {"id"},
    **alone("name popularity followers genres uri href external_urls images"),
    "dropped": {"type"},
}
ALBUM = {
    "id": {"id"},
    "artists artists_data": {"artists"},
    **alone("name album_type total_tracks release_date release_date_precision uri href"),
    **alone("external_urls images"),
    "remainder": {"available_markets", "restrictions"},
    "dropped": {"type"},
}
PLAYLIST = {
    "id": {"id"},
    "owner owner_id": {"owner"},
    **alone("name description public collaborative snapshot_id uri href external_urls images"),
    # Two pages of the same tracks, of which the newer is heard (below each alone), and what
    # its items say beside the tracks is kept.
    "remainder": {"items"},
    "dropped": {"tracks", "type"},
}
#: Beside its items and their number.
PAGING = {"href", "limit", "next", "offset", "previous"}
FOLLOWERS = {"followers": {"total"}, "dropped": {"href"}}


def without(table, *fields):
    """A table of a simplified object, which lacks some of the fields."""
    kept = {place: names - {*fields} for place, names in table.items()}
    return {place: names for place, names in kept.items() if names}


#: Schema, entity, the object in the payload whose fields these are, what the payload lacks
#: so that the fields are heard that something else outdoes; and where each field goes.
SCHEMAS = [
    (("TrackObject", "spotify_track", None, ()), TRACK),
    (
        ("SimplifiedTrackObject", "spotify_track", None, ()),
        without(TRACK, "album", "popularity", "external_ids"),
    ),
    (("ArtistObject", "spotify_artist", None, ()), ARTIST),
    (
        ("SimplifiedArtistObject", "spotify_artist", None, ()),
        without(ARTIST, "followers", "genres", "images", "popularity"),
    ),
    (("FollowersObject", "spotify_artist", "followers", ()), FOLLOWERS),
    (("SimplifiedAlbumObject", "spotify_album", None, ("tracks",)), ALBUM),
    (
        ("ArtistDiscographyAlbumObject", "spotify_album", None, ("tracks",)),
        # What the album is to the artist whose albums were listed.
        ALBUM | {"dropped": {"album_group", "type"}},
    ),
    (
        ("AlbumObject", "spotify_album", None, ()),
        # The page of tracks says the same total.
        without(ALBUM, "total_tracks", "type")
        | alone("copyrights external_ids genres label popularity tracks")
        | {"dropped": {"total_tracks", "type"}},
    ),
    (
        ("PagingSimplifiedTrackObject", "spotify_album", "tracks", ("total_tracks",)),
        {"tracks": {"items"}, "total_tracks": {"total"}, "dropped": PAGING},
    ),
    (("PlaylistObject", "spotify_playlist", None, ()), PLAYLIST | alone("followers")),
    (("SimplifiedPlaylistObject", "spotify_playlist", None, ()), PLAYLIST),
    (("FollowersObject", "spotify_playlist", "followers", ()), FOLLOWERS),
    (
        ("PlaylistOwnerObject", "spotify_playlist", "owner", ()),
        # Built from the owner's id.
        {
            "owner": {"display_name"},
            "owner_id": {"id"},
            "dropped": {"external_urls", "href", "type", "uri"},
        },
    ),
    *(
        (
            ("PagingPlaylistTrackObject", "spotify_playlist", page, (other,)),
            {"tracks": {"items"}, "total_tracks": {"total"}, "dropped": PAGING},
        )
        for page, other in (("items", "tracks"), ("tracks", "items"))
    ),
]


def described(descriptions, schema):
    return {name for one in descriptions for name in described_fields(one, schema)}


@pytest.mark.parametrize(
    "case", SCHEMAS, ids=lambda case: " in ".join(filter(None, (case[0][0], case[0][2])))
)
def test_every_field_has_its_place(descriptions, case):
    (schema, entity, within, lacking), table = case
    payload = {key: value for key, value in rich(entity).items() if key not in lacking}
    found = places(entity, payload, described(descriptions, schema), within=within)
    assert by_place(found) == table


#: Schema, entity, which of its samples, the object in it; and where each field goes.
ITEMS = [
    (
        ("SavedTrackObject", "spotify_track", 0, None),
        {"key": {"track"}, "added_at": {"added_at"}},
    ),
    (
        ("SavedAlbumObject", "spotify_album", 0, None),
        {"key": {"album"}, "added_at": {"added_at"}},
    ),
    (
        ("PlaylistTrackObject", "spotify_track", 5, None),
        # Who added it tells that it was not saved but came into a playlist, which keeps both.
        {
            "key": {"track"},
            "rejected": {"item"},  # heard before `track`, and the probe is no track
            "added_at": {"added_by"},
            "dropped": {"added_at", "is_local"},
        },
    ),
    (
        ("PlayHistoryObject", "spotify_recently_played", 0, None),
        {"key": {"played_at", "track"}, "context": {"context"}},
    ),
    (
        ("TrackObject", "spotify_recently_played", 0, "track"),
        {
            "id track_id": {"id"},
            "track_name": {"name"},
            "artist": {"artists"},
            "album album_data": {"album"},
            **alone("duration_ms explicit popularity"),
            "remainder": {
                *("available_markets", "disc_number", "external_ids", "external_urls", "is_local"),
                *("is_playable", "linked_from", "preview_url", "restrictions", "track_number"),
            },
            # Built from the id, or the uri is the key.
            "dropped": {"href", "type", "uri"},
        },
    ),
]


@pytest.mark.parametrize(
    "case", ITEMS, ids=lambda case: " in ".join(filter(None, (case[0][0], case[0][3])))
)
def test_every_field_of_an_item_has_its_place(descriptions, case):
    (schema, entity, number, within), table = case
    payload = unwrapped(entity, sample(entity))[number][0]
    if within:
        payload = {**payload, within: payload[within] | {"uri": ANOTHER}}
    found = places(entity, payload, described(descriptions, schema), within=within)
    assert by_place(found) == table
