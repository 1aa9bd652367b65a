"""Spotify: tracks, artists, albums, playlists and what was recently played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    has_text,
    holds,
    listing,
    newest,
    newest_known,
    within,
)
from ait_postgres.schemas import (
    SpotifyAlbum,
    SpotifyArtist,
    SpotifyPlaylist,
    SpotifyRecentlyPlayed,
    SpotifyTrack,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def tracks(
    *,
    explicit: bool | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str,
    str | None,
    str | None,
    int | None,
    bool | None,
    int | None,
    str | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Tracks, the last saved first, then those that were not saved.

    `since` and `until` are of the saving. `text` is looked for in the names of track,
    artist and album.
    """
    row = SpotifyTrack
    return listing(
        select(
            row.id,
            row.name,
            row.artist,
            row.album,
            row.duration_ms,
            row.explicit,
            row.popularity,
            row.uri,
            row.added_at,
            row.updated_at,
        ),
        equals(row.explicit, explicit),
        within(row.added_at, since, until),
        has_text(text, row.name, row.artist, row.album),
        order=newest_known(row.added_at, row.id),
        limit=limit,
    )


def artists(
    *, genre: str | None = None, text: str | None = None, limit: int = DEFAULT_LIMIT
) -> Select[str, str, int | None, int | None, list[str] | None, str | None, dt.datetime]:
    """Artists, the last changed here first; `text` is looked for in the names."""
    row = SpotifyArtist
    return listing(
        select(
            row.id,
            row.name,
            row.popularity,
            row.followers,
            row.genres,
            row.uri,
            row.updated_at,
        ),
        holds(row.genres, genre),
        has_text(text, row.name),
        order=newest(row.updated_at, row.id),
        limit=limit,
    )


def albums(
    *,
    album_type: str | None = None,
    artist: str | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str,
    str | None,
    list[str] | None,
    int | None,
    str | None,
    str | None,
    str | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Albums, the last saved first, then those that were not saved.

    `artist` is a whole name; `since` and `until` are of the saving; `text` is looked for
    in the albums' names.
    """
    row = SpotifyAlbum
    return listing(
        select(
            row.id,
            row.name,
            row.album_type,
            row.artists,
            row.total_tracks,
            row.release_date,
            row.label,
            row.uri,
            row.added_at,
            row.updated_at,
        ),
        equals(row.album_type, album_type),
        holds(row.artists, artist),
        within(row.added_at, since, until),
        has_text(text, row.name),
        order=newest_known(row.added_at, row.id),
        limit=limit,
    )


def playlists(
    *,
    owner_id: str | None = None,
    public: bool | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str,
    str | None,
    bool | None,
    str | None,
    str | None,
    int | None,
    str | None,
    dt.datetime,
]:
    """Playlists, the last changed here first; `text` is looked for in name and description."""
    row = SpotifyPlaylist
    return listing(
        select(
            row.id,
            row.name,
            row.description,
            row.public,
            row.owner,
            row.owner_id,
            row.total_tracks,
            row.uri,
            row.updated_at,
        ),
        equals(row.owner_id, owner_id),
        equals(row.public, public),
        has_text(text, row.name, row.description),
        order=newest(row.updated_at, row.id),
        limit=limit,
    )


def recently_played(
    *,
    track_id: str | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[str, str, str, str | None, str | None, int | None, dt.datetime, dt.datetime]:
    """Plays, the last first; `text` is looked for in the names of track, artist and album."""
    row = SpotifyRecentlyPlayed
    return listing(
        select(
            row.id,
            row.track_id,
            row.track_name,
            row.artist,
            row.album,
            row.duration_ms,
            row.played_at,
            row.updated_at,
        ),
        equals(row.track_id, track_id),
        within(row.played_at, since, until),
        has_text(text, row.track_name, row.artist, row.album),
        order=newest(row.played_at, row.id),
        limit=limit,
    )
