"""The next migration of a folder: what the models ask for beyond it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.between import Change, change_between, change_online
from ait_postgres.migrate.journal import (
    COMMIT,
    CUSTOM,
    Metadata,
    Migration,
    file_text,
    split_statements,
    sql_hash,
    write_migration,
)
from ait_postgres.migrate.sources import Migrations
from ait_postgres.migrate.titles import chosen_title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ait_postgres.migrate.decisions import Decisions
    from ait_postgres.migrate.journal import Folder
    from ait_postgres.migrate.sources import Models
    from ait_postgres.migrate.workshop import Workshop


@dataclass(frozen=True, slots=True)
class NewFile:
    """A migration that was written, or would be.

    Attributes:
        name: `NNNN_name`.
        sql: The file's text.
        metadata: What stands beside it.
    """

    name: str
    sql: str
    metadata: Metadata

    def as_migration(self) -> Migration:
        """The same, as it is read from a folder."""
        number, statements = int(self.name.partition("_")[0]), split_statements(self.sql)
        return Migration(number, self.name, self.metadata.hash, statements, self.metadata)


def plan_file(folder: Folder, change: Change, name: str | None = None) -> NewFile:
    """The file that holds a change, with `-- ait: commit` where a statement needs one.

    Args:
        folder: What it follows.
        change: From `change_between`.
        name: What to call it; chosen from what it does by default.

    Raises:
        MigrationError: The name cannot be a file's.
    """
    title = (
        file_title(name) if name else file_title(chosen_title(change, first=not folder.migrations))
    )
    head = folder.head
    remarks = [f"Agreed to lose: {one}" for one in change.consents]
    sql = file_text(list(_texts(change)), remarks)
    metadata = Metadata(
        parents=(head.name,) if head else (),
        hash=sql_hash(sql.encode()),
        renames=tuple(str(one) for one in change.renames if not one.aside),
        consents=change.consents,
        fingerprint=change.new.fingerprint,
        server_version=change.new.server_version,
        schemas=change.new.schemas,
    )
    return NewFile(f"{head.number + 1 if head else 1:04}_{title}", sql, metadata)


def generate(
    folder: Folder,
    models: Models,
    workshop: Workshop,
    decisions: Decisions,
    name: str | None = None,
    *,
    online: int | None = None,
) -> tuple[Change, NewFile | None]:
    """Find what the models ask for beyond the folder; nothing is written.

    Args:
        folder: The migrations.
        models: What is wanted.
        workshop: Where states are built.
        decisions: What a person decided.
        name: What to call the file; chosen from what it does by default.
        online: The oldest major version of PostgreSQL that its online form must run on;
            None: the plain form.

    Raises:
        HintsMissing: A rename or a loss has to be decided first.
        StatementFailed: The folder or the models cannot be built.
        MigrationError: The change cannot be proven.
    """
    old = Migrations(folder)
    if online:
        change = change_online(old, models, workshop, decisions, online)
    else:
        change = change_between(old, models, workshop, decisions)
    return change, plan_file(folder, change, name) if change.steps else None


def write_file(path: Path, file: NewFile) -> None:
    """Write a migration and its metadata, or neither."""
    write_migration(path, file.name, file.sql, file.metadata)


def custom_file(folder: Folder, name: str | None) -> NewFile:
    """An empty migration, to be written by hand."""
    head = folder.head
    number = head.number + 1 if head else 1
    metadata = Metadata(parents=(head.name,) if head else (), hash=sql_hash(CUSTOM.encode()))
    return NewFile(f"{number:04}_{file_title(name or 'custom')}", CUSTOM, metadata)


def _texts(change: Change) -> Iterator[str]:
    """The statements as the file has them, each after what is to be said of it."""
    wanted = _committed_before(change)
    statements = zip(change.steps, change.plan.statements, strict=True)
    for place, (step, planned) in enumerate(statements):
        remarks = [one.text for one in planned.hazards if one.code == "no_online_form"]
        marks = [f"ait: {COMMIT}"] if step.begins or place in wanted else []
        yield "".join(f"-- {line}\n" for line in (*remarks, *marks)) + step.sql


def _committed_before(change: Change) -> set[int]:
    """The places of the statements that need those before them committed."""
    uses: dict[object, set[object]] = {}
    for one in change.new.dependencies:
        uses.setdefault(one.of, set()).add(one.on)
    found: set[int] = set()
    pending: set[object] = set()
    for place, (step, planned) in enumerate(zip(change.steps, change.plan.statements, strict=True)):
        touched = {on for key in step.creates | step.alters for on in uses.get(key, ())}
        # What stands in the text of a function's body, no catalogue tells.
        if pending & touched or (pending and step.key.kind == "routine"):
            found.add(place)
            pending = set()
        if step.commits:
            pending |= step.alters
        elif planned.commits:  # found out when it was rehearsed
            found.add(place + 1)
    return found


def file_title(name: str) -> str:
    """A name as it stands in a file's.

    Raises:
        MigrationError: Nothing of it can.
    """
    title = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    if not title:
        raise MigrationError(f"{name!r} cannot be a migration's name: use letters and digits")
    return title[:60]


__all__ = ["NewFile", "custom_file", "file_title", "generate", "plan_file", "write_file"]
