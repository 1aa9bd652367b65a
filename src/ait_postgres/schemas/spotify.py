"""Spotify: tracks, artists, albums, playlists and what was recently played.

Spotify documents no length of a name, so names are `text` (some titles of
classical music pass 255 characters). Simplified objects lack popularity,
genres and counts: those are NULL until the full object comes.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import (
    Base,
    ExternalId,
    Json,
    VendorId,
    VendorRow,
    feed_index,
    newest_index,
)


class SpotifyTrack(VendorRow, Base):
    """A track; `added_at` is when it was saved, where it came from the saved tracks."""

    __tablename__ = "spotify_tracks"
    __table_args__ = (feed_index(), newest_index("added_at"))

    id: Mapped[ExternalId]
    name: Mapped[str]
    #: The names of all artists, joined by a comma and a space.
    artist: Mapped[str | None]
    album: Mapped[str | None]
    duration_ms: Mapped[int | None]
    explicit: Mapped[bool | None]
    is_playable: Mapped[bool | None]
    is_local: Mapped[bool | None]
    preview_url: Mapped[str | None]
    track_number: Mapped[int | None]
    disc_number: Mapped[int | None]
    uri: Mapped[str | None]
    href: Mapped[str | None]
    popularity: Mapped[int | None]
    album_data: Mapped[Json | None]
    artists_data: Mapped[Json | None]
    external_ids: Mapped[Json | None]
    external_urls: Mapped[Json | None]
    added_at: Mapped[dt.datetime | None]


class SpotifyArtist(VendorRow, Base):
    """An artist; one inside a track has a name and addresses only."""

    __tablename__ = "spotify_artists"
    __table_args__ = (feed_index(),)

    id: Mapped[ExternalId]
    name: Mapped[str]
    popularity: Mapped[int | None]
    followers: Mapped[int | None]
    genres: Mapped[list[str] | None]
    uri: Mapped[str | None]
    href: Mapped[str | None]
    external_urls: Mapped[Json | None]
    images: Mapped[Json | None]


class SpotifyAlbum(VendorRow, Base):
    """An album.

    `copyrights` and `external_ids` were `text[]` in earlier databases and are the
    vendor's whole objects now: a row taken over holds a list of strings
    (`to_jsonb(copyrights)`) until its album is ingested again.
    """

    __tablename__ = "spotify_albums"
    __table_args__ = (feed_index(), newest_index("added_at"))

    id: Mapped[ExternalId]
    name: Mapped[str]
    album_type: Mapped[str | None] = mapped_column(String(50))
    #: The artists' names.
    artists: Mapped[list[str] | None]
    artists_data: Mapped[Json | None]
    #: The tracks' ids, or the uri where a track has none.
    tracks: Mapped[list[str] | None]
    total_tracks: Mapped[int | None]
    #: A day, a month or a year: `release_date_precision` tells.
    release_date: Mapped[str | None] = mapped_column(String(50))
    release_date_precision: Mapped[str | None] = mapped_column(String(50))
    is_playable: Mapped[bool | None]
    uri: Mapped[str | None]
    href: Mapped[str | None]
    popularity: Mapped[int | None]
    label: Mapped[str | None]
    genres: Mapped[list[str] | None]
    copyrights: Mapped[Json | None]
    external_ids: Mapped[Json | None]
    external_urls: Mapped[Json | None]
    images: Mapped[Json | None]
    #: When it was saved, where it came from the saved albums.
    added_at: Mapped[dt.datetime | None]


class SpotifyPlaylist(VendorRow, Base):
    """A playlist.

    `external_urls` was `text[]` in earlier databases and is the vendor's object
    now, converted as those of `SpotifyAlbum`.
    """

    __tablename__ = "spotify_playlists"
    __table_args__ = (feed_index(),)

    id: Mapped[ExternalId]
    name: Mapped[str]
    description: Mapped[str | None]
    #: NULL where Spotify says null: whether it is public is not relevant or not known.
    public: Mapped[bool | None]
    collaborative: Mapped[bool | None]
    #: The owner's display name; the id stands in `owner_id`.
    owner: Mapped[str | None]
    owner_id: Mapped[VendorId | None]
    followers: Mapped[int | None]
    snapshot_id: Mapped[VendorId | None]
    uri: Mapped[str | None]
    href: Mapped[str | None]
    external_urls: Mapped[Json | None]
    images: Mapped[Json | None]
    #: The tracks' ids in order, or the uri where a track has none.
    tracks: Mapped[Json | None]
    total_tracks: Mapped[int | None]


class SpotifyRecentlyPlayed(VendorRow, Base):
    """One play of one track."""

    __tablename__ = "spotify_recently_played"
    __table_args__ = (feed_index(), Index(None, "played_at"))

    #: `{track id}-{played_at as sent}`
    id: Mapped[ExternalId]
    track_id: Mapped[VendorId]
    track_name: Mapped[str]
    artist: Mapped[str | None]
    album: Mapped[str | None]
    duration_ms: Mapped[int | None]
    explicit: Mapped[bool | None]
    popularity: Mapped[int | None]
    played_at: Mapped[dt.datetime]
    context: Mapped[Json | None]
    album_data: Mapped[Json | None]
