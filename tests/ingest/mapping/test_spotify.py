"""Spotify's five kinds: each rule of the mapping with a value, and what the database then holds."""

import copy
import datetime as dt
import hashlib

import pytest
from sqlalchemy import select

from ait_postgres.ingest import IngestResult, ingest
from ait_postgres.ingest.batch import mapped
from ait_postgres.ingest.entities import ENTITIES
from ait_postgres.ingest.envelope import objects
from ait_postgres.ingest.mapping.spotify import (
    spotify_album,
    spotify_artist,
    spotify_playlist,
    spotify_recently_played,
    spotify_track,
)
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import SpotifyArtist, SpotifyTrack

ADA = {"type": "artist", "id": "A1", "name": "Ada", "uri": "spotify:artist:A1"}
BEN = {"type": "artist", "id": "B1", "name": "Ben", "uri": "spotify:artist:B1"}
ALBUM = {"type": "album", "id": "L1", "name": "Quay", "uri": "spotify:album:L1"}
TRACK = {
    "type": "track",
    "id": "T1",
    "name": "Tide",
    "uri": "spotify:track:T1",
    "artists": [ADA, BEN],
    "album": ALBUM,
    "duration_ms": 204053.0,
}
EPISODE = {"type": "episode", "id": "E1", "uri": "spotify:episode:E1", "name": "On tides"}
LOCAL = TRACK | {"id": None, "uri": "spotify:local:Ada:Quay:Tide:204", "is_local": True}
SAVED_AT = "2026-02-12T23:00:00Z"
SAVED = dt.datetime(2026, 2, 12, 23, tzinfo=dt.UTC)


def found(entity, document, **context):
    """Each object's row, or the reason it has none."""
    kind = ENTITIES[entity]
    outcome = []
    for payload, known in objects(kind, document, context):
        try:
            outcome.append(mapped(kind, payload, known))
        except Reject as reject:
            outcome.append(reject.reason)
    return outcome


def ids(entity, document):
    return [row["id"] if isinstance(row, dict) else row for row in found(entity, document)]


def refused(function, payload):
    with pytest.raises(Reject) as caught:
        function(payload, {})
    return caught.value


# --- tracks -----------------------------------------------------------------------------


def test_a_track():
    assert spotify_track(TRACK | {"restrictions": {"reason": "market"}}, {}) == {
        "id": "T1",
        "name": "Tide",
        "artist": "Ada, Ben",
        "artists_data": [ADA, BEN],
        "album": "Quay",
        "album_data": ALBUM,
        "duration_ms": 204053,
        "uri": "spotify:track:T1",
        "remainder": {"restrictions": {"reason": "market"}},
    }


def test_whole_numbers_written_as_floats_and_others():
    row = spotify_track(TRACK | {"popularity": 85.0, "track_number": 1.0}, {})
    assert [type(row[key]) for key in ("popularity", "track_number", "duration_ms")] == [int] * 3
    assert refused(spotify_track, TRACK | {"popularity": 85.5}).field == "popularity"


@pytest.mark.parametrize(
    ("artists", "artist"),
    [([], None), ([{"name": ""}], None), ([None, {"name": None}, BEN], "Ben"), (None, None)],
)
def test_artists_without_names(artists, artist):
    assert spotify_track(TRACK | {"artists": artists}, {})["artist"] == artist


def test_what_is_playable_is_said_not_guessed():
    assert "is_playable" not in spotify_track(TRACK | {"restrictions": {"reason": "market"}}, {})
    assert spotify_track(TRACK | {"is_playable": False}, {})["is_playable"] is False


def test_a_local_files_key_is_its_uri():
    assert spotify_track(LOCAL, {})["id"] == "spotify:local:Ada:Quay:Tide:204"


def test_a_long_uri_is_cut_and_told_apart():
    long = "spotify:local:" + "x" * 400
    keys = [spotify_track(LOCAL | {"uri": long + end}, {})["id"] for end in ("a", "b", "a")]
    assert keys[0] == keys[2] != keys[1]
    assert {len(key) for key in keys} == {255}
    assert keys[0].endswith(":" + hashlib.sha256((long + "a").encode()).hexdigest())
    assert spotify_track(LOCAL | {"uri": "u" * 255}, {})["id"] == "u" * 255


def test_an_id_stands_in_the_uri_as_well():
    assert spotify_track(TRACK | {"id": None}, {})["id"] == "T1"


@pytest.mark.parametrize("uri", [None, "", 7])
def test_neither_id_nor_uri(uri):
    reject = refused(spotify_track, TRACK | {"id": None, "uri": uri})
    assert (reject.code, reject.field) == ("key", "id")


def test_saved_tracks():
    page = {
        "items": [{"added_at": SAVED_AT, "track": TRACK}, {"added_at": SAVED_AT, "track": None}]
    }
    [row, reason] = found("spotify_track", page)
    assert (row["id"], row["added_at"]) == ("T1", SAVED)
    assert reason == "the item's track is null: Spotify no longer has it"


def test_a_playlists_items_are_not_saved_tracks():
    said = {"added_at": SAVED_AT, "added_by": None, "is_local": False}
    page = {"items": [{**said, "track": TRACK | {"track": True, "episode": False}, "item": TRACK}]}
    page["items"].append({**said, "track": EPISODE})
    [row, reason] = found("spotify_track", page)
    assert row == spotify_track(TRACK, {})
    assert "'episode', not a track" in reason


@pytest.mark.parametrize(
    "document",
    [
        TRACK,
        {"tracks": {"items": [TRACK]}, "artists": {"items": [ADA]}, "albums": {"items": [ALBUM]}},
        {"tracks": [TRACK], "seeds": [{"id": "A1", "type": "ARTIST"}]},
        {"items": [TRACK], "total": 1},
        {"items": [{"track": TRACK, "played_at": SAVED_AT, "context": None}]},
        {"is_playing": True, "currently_playing_type": "track", "item": TRACK},
        {"type": "playlist", "id": "P1", "tracks": {"items": [{"added_at": None, "track": TRACK}]}},
    ],
)
def test_where_tracks_are_found(document):
    assert ids("spotify_track", document) == ["T1"]


def test_nulls_and_other_kinds_among_tracks():
    foreign = {"type": "track?", "artists": [ADA]}
    outcome = found("spotify_track", {"tracks": [None, TRACK, ADA, EPISODE, foreign]})
    assert outcome[0] == "null stands where a spotify_track should"
    assert outcome[1]["id"] == "T1"
    assert outcome[2] == "not a spotify_track; it looks like a spotify_artist"
    assert outcome[3:] == ["not a spotify_track"] * 2


def test_an_albums_tracks_take_its_name():
    simple = {key: value for key, value in TRACK.items() if key != "album"}
    [row] = found("spotify_track", ALBUM | {"tracks": {"items": [simple]}})
    assert row["album"] == "Quay"
    assert "album_data" not in row


# --- artists ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("followers", "expected"),
    [
        ({"followers": {"href": None, "total": 12}}, {"followers": 12}),
        ({"followers": {"href": None, "total": 12.0}}, {"followers": 12}),
        ({"followers": {"new": 1}}, {"remainder": {"followers": {"new": 1}}}),
        ({"followers": {"href": None, "total": None}}, {"followers": None}),
        ({"followers": None}, {"followers": None}),
        ({"followers": {}}, {}),
        ({}, {}),
    ],
)  # fmt: skip
def test_followers(followers, expected):
    row = spotify_artist(ADA | followers, {})
    assert row == {"id": "A1", "name": "Ada", "uri": "spotify:artist:A1"} | expected


def test_a_track_is_no_page_of_artists():
    assert ids("spotify_artist", {"artists": {"items": [ADA], "cursors": {}}}) == ["A1"]
    assert ids("spotify_artist", {"artists": [ADA, BEN]}) == ["A1", "B1"]
    [reason] = found("spotify_artist", {"items": [TRACK]})
    assert reason == "not a spotify_artist; it looks like a spotify_track"


# --- albums -----------------------------------------------------------------------------


def test_an_album():
    album = ALBUM | {
        "artists": [ADA, BEN],
        "tracks": {"href": "h", "total": 3, "next": None, "items": [TRACK, LOCAL, None], "new": 1},
        "album_group": "appears_on",
        "available_markets": ["SE"],
    }
    assert spotify_album(album, {}) == {
        "id": "L1",
        "name": "Quay",
        "uri": "spotify:album:L1",
        "artists": ["Ada", "Ben"],
        "artists_data": [ADA, BEN],
        "tracks": ["T1", "spotify:local:Ada:Quay:Tide:204"],
        "total_tracks": 3,
        "remainder": {"available_markets": ["SE"], "tracks": {"new": 1}},
    }


@pytest.mark.parametrize(
    ("date", "column", "precision"),
    [
        ("2026-02-13", "2026-02-13", None),
        ({"year": 2010, "month": 5, "day": 3}, "2010-05-03", "day"),
        ({"year": 2010.0, "month": 5}, "2010-05", "month"),
        ({"year": 2010, "month": None, "day": 3}, "2010", "year"),
        ({}, None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_release_dates(date, column, precision):
    row = spotify_album(ALBUM | {"release_date": date}, {})
    assert row["release_date"] == column
    assert row.get("release_date_precision") == precision


def test_saved_albums():
    page = {
        "items": [{"added_at": SAVED_AT, "album": ALBUM}, {"added_at": SAVED_AT, "album": None}]
    }
    [row, reason] = found("spotify_album", page)
    assert (row["id"], row["added_at"]) == ("L1", SAVED)
    assert reason == "the item's album is null: Spotify no longer has it"


def test_albums_of_a_search():
    assert ids("spotify_album", {"albums": {"items": [ALBUM]}, "tracks": {"items": [TRACK]}}) == [
        "L1"
    ]


# --- playlists --------------------------------------------------------------------------

OWNER = {"id": "fenn", "display_name": "Fenn", "type": "user", "uri": "spotify:user:fenn"}
PLAYLIST = {"type": "playlist", "id": "P1", "name": "Rain", "owner": OWNER, "snapshot_id": "s"}


def test_a_listed_playlist_says_how_many_and_not_which():
    page = {"href": "h", "total": 2}
    for pages in ({"tracks": page}, {"items": page}, {"tracks": page, "items": page}):
        assert spotify_playlist(PLAYLIST | pages, {}) == {
            "id": "P1",
            "name": "Rain",
            "owner": "Fenn",
            "owner_id": "fenn",
            "snapshot_id": "s",
            "total_tracks": 2,
        }


@pytest.mark.parametrize("pages", [("tracks",), ("items",), ("tracks", "items")])
@pytest.mark.parametrize("keys", [("track",), ("item",), ("track", "item")])
def test_a_whole_playlist(pages, keys):
    items = [
        {"added_at": SAVED_AT, "added_by": OWNER, **dict.fromkeys(keys, thing)}
        for thing in (TRACK | {"track": True}, EPISODE, LOCAL, None)
    ]
    held = {page: {"items": items, "total": 4} for page in pages}
    row = spotify_playlist(PLAYLIST | held, {})
    assert row["tracks"] == ["T1", "spotify:episode:E1", "spotify:local:Ada:Quay:Tide:204"]
    assert row["total_tracks"] == 4
    said = {"added_at": SAVED_AT, "added_by": OWNER}
    gone = said | dict.fromkeys(keys)
    assert row["remainder"] == {pages[-1]: {"items": [said, said, said, gone]}}


def test_old_and_odd_playlists():
    starred = {
        "type": "playlist",
        "id": None,
        "name": "Starred",
        "uri": "spotify:user:fenn:starred",
    }
    assert spotify_playlist(starred, {}) == {
        "id": "spotify:user:fenn:starred",
        "name": "Starred",
        "uri": "spotify:user:fenn:starred",
    }
    odd = {"owner": {"id": 12.0, "display_name": None}, "public": None, "followers": {"total": 0}}
    row = spotify_playlist(PLAYLIST | odd, {})
    assert (row["owner"], row["owner_id"], row["public"], row["followers"]) == (None, "12", None, 0)


# --- plays ------------------------------------------------------------------------------

PLAY = {"track": TRACK, "played_at": "2026-01-15T07:58:12.345Z", "context": {"type": "album"}}


def test_a_play():
    assert spotify_recently_played(PLAY, {}) == {
        "id": "T1-2026-01-15T07:58:12.345Z",
        "track_id": "T1",
        "track_name": "Tide",
        "artist": "Ada, Ben",
        "album": "Quay",
        "album_data": ALBUM,
        "duration_ms": 204053,
        "played_at": dt.datetime(2026, 1, 15, 7, 58, 12, 345000, tzinfo=dt.UTC),
        "context": {"type": "album"},
        "remainder": {"track": {"artists": [ADA, BEN]}},
    }


def test_a_play_of_a_local_file_fits_too():
    row = spotify_recently_played(
        PLAY | {"track": LOCAL | {"uri": "spotify:local:" + "x" * 235}}, {}
    )
    assert (len(row["track_id"]), len(row["id"])) == (249, 255)


@pytest.mark.parametrize("played_at", [None, 1768463892, "yesterday", "2026-01-15T07:58:12"])
def test_a_play_without_a_moment(played_at):
    assert refused(spotify_recently_played, PLAY | {"played_at": played_at}).field == "played_at"


def test_a_play_that_names_no_moment():
    assert refused(spotify_recently_played, {"track": TRACK}).field == "played_at"


# --- stored -----------------------------------------------------------------------------


def stored(connection, model):
    return connection.execute(select(model.__table__)).mappings().one()


def test_a_poor_shape_erases_nothing_of_a_rich_one(connection):
    rich = ADA | {"followers": {"total": 5}, "genres": ["a", "b"], "popularity": 3, "extra": 1}
    ingest(connection, "spotify_artist", rich)
    before = stored(connection, SpotifyArtist)
    assert ingest(connection, "spotify_artist", ADA) == IngestResult(unchanged=1)
    assert stored(connection, SpotifyArtist) == before
    assert ingest(connection, "spotify_artist", ADA | {"genres": None}).updated == 1
    after = stored(connection, SpotifyArtist)
    assert (after["genres"], after["followers"]) == (None, 5)


def test_a_track_keeps_when_it_was_saved(connection):
    ingest(connection, "spotify_track", {"added_at": SAVED_AT, "track": TRACK})
    in_playlist = {"added_at": "2020-01-01T00:00:00Z", "added_by": OWNER, "track": TRACK}
    for document in (TRACK, in_playlist, copy.deepcopy(TRACK) | {"duration_ms": 204053}):
        assert ingest(connection, "spotify_track", document) == IngestResult(unchanged=1)
    assert stored(connection, SpotifyTrack)["added_at"] == SAVED
