"""Spotify: tracks, artists, albums, playlists, what was played."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ait_postgres.ingest.entity import Entity

ENTITIES: tuple[Entity, ...] = ()
