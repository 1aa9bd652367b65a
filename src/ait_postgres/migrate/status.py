"""Where a database stands: what is applied, what is pending, what does not add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ait_postgres.migrate.applied import (
    TABLE,
    Applied,
    AppliedTable,
    History,
    Unfinished,
    current_schema,
)
from ait_postgres.migrate.inspect import read_catalogue
from ait_postgres.migrate.model import same_major
from ait_postgres.migrate.problems import find_problems
from ait_postgres.migrate.replaced import recognised

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ait_postgres.migrate.journal import Folder, Migration


@dataclass(frozen=True, slots=True)
class Status:
    """Where one schema of a database stands against a folder.

    Attributes:
        schema: The first schema of `search_path`.
        applied: What was applied, in order.
        pending: What is to be applied, in order.
        unfinished: Which of the pending ones are half applied, and how far.
        problems: What stops a run, a line each: edited, unknown, skipped files.
        drift: Whether the live catalogue is not the one that the last applied
            migration leads to; None where that cannot be told.
        drift_unknown: Why it cannot be told; None where it can.
    """

    schema: str
    applied: tuple[Applied, ...]
    pending: tuple[Migration, ...]
    unfinished: tuple[Unfinished, ...]
    problems: tuple[str, ...]
    drift: bool | None
    drift_unknown: str | None

    @property
    def up_to_date(self) -> bool:
        """Whether nothing is pending, wrong or drifted."""
        return not (self.pending or self.problems or self.drift)


def status(connection: Connection, folder: Folder, *, out_of_order: bool = False) -> Status:
    """Hold a database against a folder; nothing is changed, nothing is locked.

    Args:
        connection: In a transaction; its `search_path` says which schema.
        folder: From `read_folder`.
        out_of_order: Whether a file before an applied one is only pending, and no problem.

    Raises:
        MigrationError: No schema of `search_path` exists.
    """
    schema = current_schema(connection)
    history = recognised(folder, AppliedTable(schema).history(connection))
    applied = history.applied
    done = {row.name for row in applied}
    drift, unknown = _drift(connection, folder, history)
    return Status(
        schema=schema,
        applied=applied,
        pending=tuple(m for m in folder.migrations if m.name not in done),
        unfinished=history.unfinished,
        problems=find_problems(folder, history, out_of_order=out_of_order),
        drift=drift,
        drift_unknown=unknown,
    )


def _drift(
    connection: Connection, folder: Folder, history: History
) -> tuple[bool | None, str | None]:
    applied = history.applied
    if history.unfinished:
        return None, f"{history.unfinished[0].name}.sql is half applied"
    if not applied:
        return None, "nothing is applied"
    last = next((m for m in folder.migrations if m.name == applied[-1].name), None)
    if last is None:
        return None, f"{applied[-1].name}.sql is not in the folder"
    meta = last.metadata
    if not meta.fingerprint:
        return None, f"{last.file} names no catalogue"
    live = read_catalogue(connection, without=[TABLE], schemas=meta.schemas)
    if not same_major(live.server_version, meta.server_version):
        return None, (
            f"the server is {live.server_version}, and the catalogue of {last.file} was printed "
            f"by {meta.server_version}"
        )
    return live.fingerprint != meta.fingerprint, None
