"""A folder of Drizzle's held against a live database: its history, and what it leads to."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.adopt.drizzle.findings import findings
from ait_postgres.migrate.adopt.drizzle.history import TABLE, apply_pending, read_history
from ait_postgres.migrate.failure import describe_failure
from ait_postgres.migrate.model import difference
from ait_postgres.migrate.scratch import scratch_database
from ait_postgres.migrate.sources import Database, read_engine, rebuilt

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from sqlalchemy import Connection, Engine

    from ait_postgres.migrate.adopt.drizzle.findings import Finding
    from ait_postgres.migrate.adopt.drizzle.folder import DrizzleFile, DrizzleFolder
    from ait_postgres.migrate.adopt.drizzle.history import DrizzleHistory
    from ait_postgres.migrate.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Verified:
    """What is known of a database that Drizzle made.

    Attributes:
        folder: Its folder.
        history: What was applied of it.
        findings: What is odd about the folder.
        drift: Where the live database is not what its applied files lead to,
            one line an object.
        unreplayed: Why that cannot be told; None where it can.
    """

    folder: DrizzleFolder
    history: DrizzleHistory
    findings: tuple[Finding, ...]
    drift: tuple[str, ...] = ()
    unreplayed: str | None = None

    @property
    def pending(self) -> tuple[DrizzleFile, ...]:
        """The files that Drizzle would run next."""
        return self.history.files(self.folder, "pending")

    def as_json(self) -> dict[str, Any]:
        """What `adopt --json` prints of it."""
        return {
            "folder": str(self.folder.path),
            "form": self.folder.form,
            "files": len(self.folder.files) + len(self.folder.outside),
            "journalled": len(self.folder.files),
            "history": [
                {"name": one.name, "file": one.file, "state": self.history.states[one.name]}
                for one in self.folder.files
            ],
            "unknown": [
                {"hash": row.hash, "created_at": row.when, "name": row.name}
                for row in self.history.unknown
            ],
            "findings": [one._asdict() for one in self.findings],
            "drift": self.drift,
            "drift_unknown": self.unreplayed,
        }


def verify(engine: Engine, folder: DrizzleFolder, workshop: Workshop) -> Verified:
    """Hold a folder against a live database; nothing is changed.

    Raises:
        MigrationError: The database has tables, and no history of Drizzle's;
            a pending file is missing.
    """
    with engine.begin() as connection:
        history = read_history(connection, folder)
    live = read_engine(engine, ())
    nothing = len(history.files(folder, "pending")) == len(folder.files)
    if nothing and any(item.kind == "table" for item in live.objects):
        raise MigrationError(
            f"the database has tables, but {TABLE} says of none of {folder.path} that it was "
            "applied: if it was made by other means, adopt it without --drizzle"
        )
    if lost := [one for one in history.files(folder, "pending") if one.sql is None]:
        raise MigrationError(f"{lost[0].file} is pending, and is not there: restore it from git")
    found = Verified(folder, history, findings(folder))
    done = history.files(folder, "applied", "edited")
    with scratch_database(workshop.url) as scratch:
        if failed := _replayed(scratch, done):
            return Verified(folder, history, found.findings, unreplayed=failed)
        replayed = read_engine(scratch, ())
    if replayed.major != live.major:
        said = f"the scratch server is of PostgreSQL {replayed.major}: name one with --dev-url"
        return Verified(folder, history, found.findings, unreplayed=said)
    return Verified(folder, history, found.findings, drift=difference(live, replayed))


@contextmanager
def as_it_will_be(
    engine: Engine, files: Sequence[DrizzleFile], workshop: Workshop
) -> Generator[Engine | None]:
    """A scratch database like the live one once its pending files are applied; None: none are.

    Raises:
        StatementFailed: PostgreSQL refused one of them.
        MigrationError: The database cannot be rebuilt.
    """
    if not files:
        yield None
        return
    with rebuilt(Database(engine), read_engine(engine, ()), workshop) as scratch:
        with scratch.begin() as connection:
            apply_pending(connection, files)
        yield scratch


def _replayed(scratch: Engine, files: Iterable[DrizzleFile]) -> str | None:
    """Run files where nothing is at stake, each piece by itself; why one cannot be run."""
    with scratch.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        for one in files:
            if one.sql is None:
                return f"{one.file} was applied, and is not there"
            if failed := _run(connection, one):
                return failed
    return None


def _run(connection: Connection, one: DrizzleFile) -> str | None:
    for number, piece in enumerate(one.pieces, 1):
        try:
            connection.exec_driver_sql(piece, execution_options={"no_parameters": True})
        except DBAPIError as error:
            return f"{one.file}, piece {number}: {describe_failure(error, '').text}"
    return None


__all__ = ["Verified", "as_it_will_be", "verify"]
