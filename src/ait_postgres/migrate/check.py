"""Whether a folder is honest and leads to the models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.model import difference, same_major
from ait_postgres.migrate.sources import Migrations, read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.journal import Folder
    from ait_postgres.migrate.model import Catalogue
    from ait_postgres.migrate.sources import Models
    from ait_postgres.migrate.workshop import Workshop


def check(folder: Folder, models: Models, workshop: Workshop) -> tuple[str, ...]:
    """What does not hold, one line each; nothing is written.

    Hashes, chain, forks and orphans are checked by reading the folder, before.

    Raises:
        StatementFailed: A migration or an SQL file cannot be run.
        MigrationError: The models cannot be built.
    """
    replayed = read_source(Migrations(folder), workshop)
    wanted = read_source(models, workshop)
    return (*_recorded(folder, replayed), *difference(replayed, wanted))


def _recorded(folder: Folder, replayed: Catalogue) -> Iterator[str]:
    """Whether the last migration leads to the catalogue that was proven when it was written."""
    if folder.head is None:
        return
    meta = folder.head.metadata
    comparable = meta.fingerprint and same_major(meta.server_version, replayed.server_version)
    if comparable and meta.fingerprint != replayed.fingerprint:
        yield (
            f"{folder.head.file} leads to another catalogue than when it was written: a file "
            "before it was changed together with its metadata"
        )
