"""The demo's first half: from an empty database to rows, through the doors users have.

It applies the migrations, writes the providers and ingests the sample payloads that
come with the package. Everything it writes it finds unchanged the next time.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from ait_postgres.ingest import ENTITIES, IngestResult, ingest_files
from ait_postgres.migrate import apply, read_folder
from ait_postgres.seed import SeedResult, seed_providers

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from ait_postgres.client import PostgresClient


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling the database did.

    Attributes:
        migrations: How many migrations were applied.
        seeded: What became of the providers.
        ingested: What became of the samples, by entity.
    """

    migrations: int
    seeded: SeedResult
    ingested: dict[str, IngestResult]

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        rows = any(result.changed for result in self.ingested.values())
        return bool(self.migrations or self.seeded.created or self.seeded.updated or rows)


def fill(client: PostgresClient, progress: Callable[[str], None]) -> Filled:
    """Migrate, seed and ingest the samples; each a transaction of its own.

    Args:
        client: Of the database to fill.
        progress: Told what is begun.
    """
    progress("applying migrations")
    with as_file(files("ait_postgres") / "migrations") as folder:
        applied = apply(client.engine, read_folder(folder)).applied
    progress("writing providers")
    with client.begin() as connection:
        seeded = seed_providers(connection)
    ingested: dict[str, IngestResult] = {}
    with samples() as found:
        for entity, paths in found.items():
            progress(f"ingesting {entity}")
            with client.begin() as connection:
                ingested[entity] = ingest_files(connection, entity, paths)
    return Filled(len(applied), seeded, ingested)


@contextmanager
def samples() -> Generator[dict[str, list[Path]]]:
    """Lay out the bundled payload files: those of each entity, named after it.

    ``spotify_track.json`` and ``spotify_track.saved.json`` are both of
    ``spotify_track``.
    """
    with as_file(files("ait_postgres") / "samples") as folder:
        found: dict[str, list[Path]] = {}
        for path in sorted(folder.iterdir()):
            entity = path.name.partition(".")[0]
            if entity in ENTITIES:
                found.setdefault(entity, []).append(path)
        yield {entity: found[entity] for entity in ENTITIES if entity in found}
