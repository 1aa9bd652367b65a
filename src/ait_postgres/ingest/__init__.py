"""Vendor payloads to rows: `ingest` for documents in hand, `ingest_files` for files.

Mapping is pure (`mapping/<vendor>.py`), `validate` holds each value to its
column, `upsert` writes sets of rows and only what changed, and `rejects` keeps
whole what could not be stored.
"""

from __future__ import annotations

from ait_postgres.ingest.deletes import delete_entities
from ait_postgres.ingest.engine import ingest
from ait_postgres.ingest.entities import ENTITIES
from ait_postgres.ingest.files import ingest_files, sync_files
from ait_postgres.ingest.full_sync import sync_all
from ait_postgres.ingest.json_reader import parse
from ait_postgres.ingest.leftover import leftover_fields
from ait_postgres.ingest.result import IngestResult
from ait_postgres.ingest.retry import purge_rejects, retry_rejects

__all__ = [
    "ENTITIES",
    "IngestResult",
    "delete_entities",
    "ingest",
    "ingest_files",
    "leftover_fields",
    "parse",
    "purge_rejects",
    "retry_rejects",
    "sync_all",
    "sync_files",
]
