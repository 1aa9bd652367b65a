"""The next migration of a folder: what the models ask for beyond it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.between import Change, change_between, change_online
from ait_postgres.migrate.journal import (
    COMMIT,
    CUSTOM,
    Metadata,
    file_text,
    sql_hash,
    write_migrations,
)
from ait_postgres.migrate.sources import Migrations
from ait_postgres.migrate.titles import chosen_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ait_postgres.migrate.decisions import Decisions
    from ait_postgres.migrate.diff import Step
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


def plan_files(folder: Folder, change: Change, name: str | None = None) -> tuple[NewFile, ...]:
    """The files that hold a change: one, or more where a statement needs the one before committed.

    Args:
        folder: What they follow.
        change: From `change_between`.
        name: What to call it; chosen from what it does by default.

    Raises:
        MigrationError: The name cannot be a file's.
    """
    runs = _committed_runs(change)
    title = _title(name) if name else _title(chosen_title(change, first=not folder.migrations))
    head = folder.head
    parents = (head.name,) if head else ()
    number = head.number + 1 if head else 1
    texts = iter(_texts(change))
    files: list[NewFile] = []
    for place, run in enumerate(runs):
        last = place == len(runs) - 1
        suffix = f"_{place + 1}" if len(runs) > 1 else ""
        file = f"{number + place:04}_{title}{suffix}"
        remarks = [f"Agreed to lose: {one}" for one in change.consents] if last else []
        sql = file_text(list(islice(texts, len(run))), remarks)
        metadata = Metadata(
            parents=parents,
            hash=sql_hash(sql.encode()),
            renames=tuple(str(one) for one in change.renames if not one.aside) if not place else (),
            consents=change.consents if last else (),
            fingerprint=change.new.fingerprint if last else None,
            server_version=change.new.server_version if last else None,
            schemas=change.new.schemas if last else (),
        )
        files.append(NewFile(file, sql, metadata))
        parents = (file,)
    return tuple(files)


def generate(
    folder: Folder,
    models: Models,
    workshop: Workshop,
    decisions: Decisions,
    name: str | None = None,
    *,
    online: int | None = None,
) -> tuple[Change, tuple[NewFile, ...]]:
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
    return change, plan_files(folder, change, name) if change.steps else ()


def write_files(path: Path, files: Sequence[NewFile]) -> None:
    """Write the files of a change: all of them, or none."""
    write_migrations(path, {file.name: (file.sql, file.metadata) for file in files})


def custom_file(folder: Folder, name: str | None) -> NewFile:
    """An empty migration, to be written by hand."""
    head = folder.head
    number = head.number + 1 if head else 1
    metadata = Metadata(parents=(head.name,) if head else (), hash=sql_hash(CUSTOM.encode()))
    return NewFile(f"{number:04}_{_title(name or 'custom')}", CUSTOM, metadata)


def _committed_runs(change: Change) -> list[list[Step]]:
    """The steps, parted where one uses what PostgreSQL lets be used only after a commit."""
    uses: dict[object, set[object]] = {}
    for one in change.new.dependencies:
        uses.setdefault(one.of, set()).add(one.on)
    runs: list[list[Step]] = [[]]
    pending: set[object] = set()
    for step in change.steps:
        touched = {on for key in step.creates | step.alters for on in uses.get(key, ())}
        # What stands in the text of a function's body, no catalogue tells.
        if pending & touched or (pending and step.key.kind == "routine"):
            runs.append([])
            pending = set()
        runs[-1].append(step)
        if step.commits:
            pending |= step.alters
    return runs


def _texts(change: Change) -> Iterator[str]:
    """The statements as a file has them, each after what is to be said of it."""
    for step, planned in zip(change.steps, change.plan.statements, strict=True):
        remarks = [one.text for one in planned.hazards if one.code == "no_online_form"]
        marks = [f"ait: {COMMIT}"] if step.begins else []
        yield "".join(f"-- {line}\n" for line in (*remarks, *marks)) + step.sql


def _title(name: str) -> str:
    title = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    if not title:
        raise MigrationError(f"{name!r} cannot be a migration's name: use letters and digits")
    return title[:60]


__all__ = ["NewFile", "custom_file", "generate", "plan_files", "write_files"]
