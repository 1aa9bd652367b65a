"""Spotify: tracks, artists, albums, playlists, what was played."""

from __future__ import annotations

from ait_postgres.ingest.entity import Entity

ENTITIES: tuple[Entity, ...] = ()
