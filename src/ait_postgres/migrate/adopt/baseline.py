"""The first migrations of a project that begins with a database: what it is, and what leads on.

`0001_baseline` makes an empty database what the live one is; the next file
brings that to the models, and is what the adoption itself runs.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ait_postgres.migrate.applied import TABLE
from ait_postgres.migrate.between import Change
from ait_postgres.migrate.diff import diff
from ait_postgres.migrate.generate import plan_file, write_file
from ait_postgres.migrate.journal import Folder, Migration, split_statements
from ait_postgres.migrate.proof import prove
from ait_postgres.migrate.scratch import scratch_database
from ait_postgres.migrate.sources import read_engine

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence
    from pathlib import Path

    from ait_postgres.migrate.generate import NewFile
    from ait_postgres.migrate.workshop import Workshop


def baseline_files(folder: Folder, change: Change, workshop: Workshop) -> tuple[NewFile, ...]:
    """The files of an empty folder; nothing is written.

    Args:
        folder: The empty one.
        change: From the live database to the models.
        workshop: Where the baseline is proven.

    Raises:
        MigrationError: No statements lead to what the live database is.
    """
    with scratch_database(workshop.url) as scratch:
        empty = read_engine(scratch)
        steps = diff(empty, change.old)
        plan = prove(scratch, steps, change.old, without=[TABLE])
    files: list[NewFile] = []
    if steps:
        files.append(plan_file(folder, Change(empty, change.old, steps, plan), "baseline"))
    if change.steps:
        files.append(plan_file(with_files(folder, files), change))
    return tuple(files)


def with_files(folder: Folder, files: Iterable[NewFile]) -> Folder:
    """A folder as it is once files are written."""
    new = (
        Migration(
            int(one.name.partition("_")[0]),
            one.name,
            one.metadata.hash,
            split_statements(one.sql),
            one.metadata,
        )
        for one in files
    )
    return Folder(folder.path, (*folder.migrations, *new))


@contextmanager
def written(path: Path, files: Sequence[NewFile]) -> Generator[None]:
    """Have files written while something is done, and take them back where it fails."""
    try:
        for one in files:
            write_file(path, one)
        yield
    except BaseException:
        for one in files:
            (path / f"{one.name}.sql").unlink(missing_ok=True)
            (path / "meta" / f"{one.name}.json").unlink(missing_ok=True)
        raise


__all__ = ["baseline_files", "with_files", "written"]
