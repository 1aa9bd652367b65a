"""Spotify: tracks, artists, albums, playlists, what was played.

Every object says its kind in `type`; what has no `type` is a page, an answer or
an item around one. A track inside an album or a playlist is an entity of its own:
the list keeps its id, and the same file ingested as `spotify_track` keeps the rest.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import is_list, is_object
from ait_postgres.ingest.mapping.convert import identifier, instant, integer, none_if_empty
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, Row, field
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import (
    SpotifyAlbum,
    SpotifyArtist,
    SpotifyPlaylist,
    SpotifyRecentlyPlayed,
    SpotifyTrack,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Table

    from ait_postgres.schemas.data_targets import (
        SpotifyAlbumDataTarget,
        SpotifyArtistDataTarget,
        SpotifyPlaylistDataTarget,
        SpotifyRecentlyPlayedDataTarget,
        SpotifyTrackDataTarget,
    )

#: The length of a key, `varchar(255)`; a local file's uri holds three names and may pass it.
_KEY_LENGTH: Final = 255
#: What a page says beside its items and their number.
_PAGING: Final = ("href", "limit", "next", "offset", "previous", "cursors")


def _names(value: Any) -> list[str]:
    """The names of a list of artists; those of local files may be empty."""
    if not is_list(value):
        raise ValueError("holds a list of artists")
    named = [artist.get("name") for artist in value if is_object(artist)]
    return [name for name in named if isinstance(name, str) and name]


def _joined(value: Any) -> str | None:
    return ", ".join(_names(value)) or None


def _track_ids(value: Any) -> list[str]:
    """The ids of a list of tracks, or of items around tracks, in order.

    A uri stands for what has no track id: local files, episodes. What is no longer
    available is null, and has neither.
    """
    if not is_list(value):
        raise ValueError("holds a list of tracks")
    return [reference for item in value if (reference := _reference(_inner(item)))]


def _inner(item: Any) -> Any:
    """The track of a playlist's item: `item` since 2026, `track` before, or both."""
    if is_object(item):
        for key in ("item", "track"):
            if is_object(item.get(key)):  # a track's own key `track` holds true
                return item[key]
    return item


def _reference(track: Any) -> str | None:
    if not is_object(track):
        return None
    keys = ("uri", "id") if track.get("type") == "episode" else ("id", "uri")
    found = (track.get(key) for key in keys)
    return next((value for value in found if isinstance(value, str) and value), None)


def _release_date(value: Any) -> str | None:
    """A day, a month or a year; one old shape is an object of the three."""
    if not is_object(value):
        date: str | None = none_if_empty(value)
        return date
    parts = [value.get(key) for key in ("year", "month", "day")]
    known = parts[: parts.index(None)] if None in parts else parts
    return "-".join(f"{integer(part):02d}" for part in known) or None


_TRACK: Final = Fields(
    field("name"),
    field("artist", "artists", _joined),
    field("artists_data", "artists"),
    field("album", "album.name"),
    field("album_data", "album"),
    field("duration_ms", convert=integer),
    field("explicit"),
    field("is_playable"),
    field("is_local"),
    field("preview_url", convert=none_if_empty),
    field("track_number", convert=integer),
    field("disc_number", convert=integer),
    field("uri"),
    field("href"),
    field("popularity", convert=integer),
    field("external_ids"),
    field("external_urls"),
    # In a playlist a track says three times that it is one.
    ignore=("id", "type", "track", "episode"),
)

_ARTIST: Final = Fields(
    field("name"),
    field("popularity", convert=integer),
    field("followers", "followers.total", integer),
    field("genres"),
    field("uri"),
    field("href"),
    field("external_urls"),
    field("images"),
    # The Web API documents `followers.href` as always null.
    ignore=("id", "type", "followers.href"),
)

_ALBUM: Final = Fields(
    field("name"),
    field("album_type"),
    field("artists", convert=_names),
    field("artists_data", "artists"),
    field("tracks", "tracks.items", _track_ids),
    field("total_tracks", "tracks.total", integer),
    field("total_tracks", convert=integer),
    field("release_date", convert=_release_date),
    field("release_date_precision"),
    field("is_playable"),
    field("uri"),
    field("href"),
    field("popularity", convert=integer),
    field("label"),
    field("genres"),
    field("copyrights"),
    field("external_ids"),
    field("external_urls"),
    field("images"),
    # `album_group` speaks of the artist whose albums were listed: the same album is
    # one artist's `album` and another's `appears_on`.
    ignore=("id", "type", "album_group", *(f"tracks.{key}" for key in _PAGING)),
)

_PLAYLIST: Final = Fields(
    field("name"),
    field("description"),
    field("public"),
    field("collaborative"),
    field("owner", "owner.display_name"),
    field("owner_id", "owner.id", identifier),
    field("followers", "followers.total", integer),
    field("snapshot_id", convert=none_if_empty),
    field("uri"),
    field("href"),
    field("external_urls"),
    field("images"),
    field("tracks", "tracks.items", _track_ids),
    field("total_tracks", "tracks.total", integer),
    # Since 2026, beside `tracks` or in its place; read last, so that it is heard first.
    field("tracks", "items.items", _track_ids),
    field("total_tracks", "items.total", integer),
    ignore=(
        "id",
        "type",
        "followers.href",
        # Built from the owner's id.
        *(f"owner.{key}" for key in ("href", "uri", "type", "external_urls")),
        *(f"{page}.{key}" for page in ("tracks", "items") for key in _PAGING),
    ),
)

#: An item around a saved track or album.
_SAVED: Final = Fields(field("added_at", convert=instant))

_PLAY: Final = Fields(
    field("track_name", "track.name"),
    field("artist", "track.artists", _joined),
    field("album", "track.album.name"),
    field("album_data", "track.album"),
    field("duration_ms", "track.duration_ms", integer),
    field("explicit", "track.explicit"),
    field("popularity", "track.popularity", integer),
    field("played_at", convert=instant),
    field("context"),
    # `href` and `uri` are built from the id, or the uri is the key.
    ignore=tuple(f"track.{key}" for key in ("id", "uri", "href", "type", "track", "episode")),
)


def spotify_track(payload: Payload, context: Context) -> SpotifyTrackDataTarget:
    """A track, also inside a saved item or a playlist's item.

    `added_at` is when the user saved it: a playlist's item says when it came into that
    playlist, which is another fact and differs from playlist to playlist.
    """
    track = _unwrapped(payload, "track", "item", "track")
    row = {"id": _key(track, "track"), **_TRACK.read(track)}
    rest = _TRACK.remainder(track)
    if track is not payload and "added_by" not in payload:
        row |= _SAVED.read(payload)
        rest = _beside_saved(payload) | (rest or {})
    if "album" not in track and (album := context.get("album")):
        row["album"] = album
    return cast("SpotifyTrackDataTarget", _with_rest(row, rest))


def spotify_artist(payload: Payload, _context: Context) -> SpotifyArtistDataTarget:
    """An artist, whole, or as tracks and albums name it."""
    row = {"id": _key(payload, "artist"), **_ARTIST.read(payload)}
    return cast("SpotifyArtistDataTarget", _with_rest(row, _ARTIST.remainder(payload)))


def spotify_album(payload: Payload, _context: Context) -> SpotifyAlbumDataTarget:
    """An album, whole, in a list, or saved; of a long one the tracks of the page at hand."""
    album = _unwrapped(payload, "album", "album")
    row = {"id": _key(album, "album"), **_ALBUM.read(album)}
    if is_object(album.get("release_date")) and (date := row["release_date"]):
        row.setdefault("release_date_precision", ("year", "month", "day")[date.count("-")])
    rest = _ALBUM.remainder(album)
    if album is not payload:
        row |= _SAVED.read(payload)
        rest = _beside_saved(payload) | (rest or {})
    return cast("SpotifyAlbumDataTarget", _with_rest(row, rest))


def spotify_playlist(payload: Payload, _context: Context) -> SpotifyPlaylistDataTarget:
    """A playlist; what its items say beside their tracks (when, by whom) is remainder."""
    row = {"id": _key(payload, "playlist"), **_PLAYLIST.read(payload)}
    rest = _PLAYLIST.remainder(payload) or {}
    for page in ("items", "tracks"):
        said = _beside_tracks(payload.get(page))
        if said:
            rest[page] = {**rest.get(page, {}), "items": said}
            break
    return cast("SpotifyPlaylistDataTarget", _with_rest(row, rest))


def spotify_recently_played(payload: Payload, _context: Context) -> SpotifyRecentlyPlayedDataTarget:
    """One play of a track, known by the track and the moment as Spotify writes it."""
    track = _unwrapped(payload, "track", "track")
    row = _PLAY.read(payload)
    played_at = payload.get("played_at")
    if not isinstance(played_at, str):
        raise Reject("a play without a time in text has no key", "played_at", code="key")
    row["track_id"] = _key(track, "track")
    row["id"] = _fitting(f"{row['track_id']}-{played_at}")
    rest = _PLAY.remainder(payload) or {}
    if artists := track.get("artists"):  # the column holds their names alone
        rest["track"] = {**rest.get("track", {}), "artists": artists}
    return cast("SpotifyRecentlyPlayedDataTarget", _with_rest(row, rest))


def _unwrapped(payload: Payload, kind: str, *keys: str) -> Payload:
    """The object inside an item that says when it was saved or played, or the object itself."""
    if "type" in payload or "uri" in payload:
        return payload
    inner = next((payload[key] for key in keys if payload.get(key) is not None), None)
    if inner is None:
        raise Reject(f"the item's {kind} is null: Spotify no longer has it", code="foreign")
    if not is_object(inner):
        raise Reject(f"the item's {kind} is no object", code="foreign")
    if (other := inner.get("type", kind)) != kind:
        raise Reject(f"the item holds a thing of type {other!r:.40}, not a {kind}", code="foreign")
    return inner


def _key(payload: Payload, kind: str) -> str:
    """Spotify's id; of a local file, which has none, the uri.

    A uri too long for a key is cut and told apart by its SHA-256, the same each time.
    """
    key = payload.get("id")
    if key is None or key == "":
        key = payload.get("uri")
        if not isinstance(key, str) or not key:
            raise Reject(f"the {kind} has neither an id nor a uri", "id", code="key")
        head, _, last = key.rpartition(":")
        return last if last and head == f"spotify:{kind}" else _fitting(key)
    try:
        return identifier(key)
    except ValueError as error:
        raise Reject(f"id: {error}", "id", code="key") from error


def _fitting(key: str) -> str:
    if len(key) <= _KEY_LENGTH:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{key[: _KEY_LENGTH - len(digest) - 1]}:{digest}"


def _beside_saved(item: Payload) -> dict[str, Any]:
    """What an item around a saved track or album says beside it, and beside when it was saved."""
    return {key: item[key] for key in item.keys() - {"added_at", "item", "track", "album"}}


def _beside_tracks(page: Any) -> list[Any] | None:
    """What a page's items say beside their track: when it was added, and by whom."""
    items = page.get("items") if is_object(page) else None
    if not is_list(items):
        return None
    said = [
        {key: value for key, value in item.items() if not _is_track_of(key, value)}
        for item in items
        if is_object(item)
    ]
    return said if any(said) else None


def _is_track_of(key: str, value: Any) -> bool:
    return key in {"item", "track"} and is_object(value)


def _with_rest(row: Row, rest: dict[str, Any] | None) -> Row:
    if rest:
        row["remainder"] = rest
    return row


def _is_kind(kind: str, *keys: str) -> Callable[[Payload], bool]:
    """Recognise an object by its type, and an item by the moment beside one of the keys."""
    uri_start = f"spotify:{kind}:"

    def recognise(payload: Payload) -> bool:
        if "type" in payload:
            return bool(payload["type"] == kind)
        if isinstance(uri := payload.get("uri"), str):  # `type` was not among the fields asked for
            return uri.startswith(uri_start)
        return any(key in payload for key in keys) and (
            "added_at" in payload or "played_at" in payload
        )

    return recognise


def _is_play(payload: Payload) -> bool:
    return "played_at" in payload and "track" in payload


def _is_thing(payload: Payload) -> bool:
    """Whether an object is of some kind: pages, answers and items have no type."""
    return "type" in payload


def _holds_no_tracks(payload: Payload) -> bool:
    return "type" in payload and payload["type"] not in ("album", "playlist")


def _carry_album(envelope: Payload) -> Context:
    """An album names itself once for all its tracks."""
    return {"album": envelope.get("name")} if envelope.get("type") == "album" else {}


ENTITIES: Final = (
    Entity(
        name="spotify_track",
        table=cast("Table", SpotifyTrack.__table__),
        map=spotify_track,
        recognise=_is_kind("track", "item", "track"),
        wrappers=("tracks", "item", "track", "currently_playing", "queue"),
        sealed=_holds_no_tracks,
        carry=_carry_album,
        context_keys=("album",),
    ),
    Entity(
        name="spotify_artist",
        table=cast("Table", SpotifyArtist.__table__),
        map=spotify_artist,
        recognise=_is_kind("artist"),
        wrappers=("artists",),
        sealed=_is_thing,
    ),
    Entity(
        name="spotify_album",
        table=cast("Table", SpotifyAlbum.__table__),
        map=spotify_album,
        recognise=_is_kind("album", "album"),
        wrappers=("albums", "album"),
        sealed=_is_thing,
    ),
    Entity(
        name="spotify_playlist",
        table=cast("Table", SpotifyPlaylist.__table__),
        map=spotify_playlist,
        recognise=_is_kind("playlist"),
        wrappers=("playlists",),
        sealed=_is_thing,
    ),
    Entity(
        name="spotify_recently_played",
        table=cast("Table", SpotifyRecentlyPlayed.__table__),
        map=spotify_recently_played,
        recognise=_is_play,
        sealed=_is_thing,
    ),
)
