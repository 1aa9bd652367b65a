"""Slack: messages."""

from __future__ import annotations

from ait_postgres.ingest.entity import Entity

ENTITIES: tuple[Entity, ...] = ()
