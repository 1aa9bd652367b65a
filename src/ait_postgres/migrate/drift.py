"""A live database against what its applied migrations lead to, object by object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ait_postgres.errors import FolderError, MigrationError
from ait_postgres.migrate.applied import AppliedTable, current_schema
from ait_postgres.migrate.between import read_states
from ait_postgres.migrate.diff import diff
from ait_postgres.migrate.journal import Folder
from ait_postgres.migrate.model import difference
from ait_postgres.migrate.problems import find_problems
from ait_postgres.migrate.replaced import recognised
from ait_postgres.migrate.sources import Database, Migrations

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from ait_postgres.migrate.model import Catalogue
    from ait_postgres.migrate.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Drift:
    """Where a database is not what its migrations lead to.

    Attributes:
        differences: One line an object: what is there, and what is wanted.
        to_migrations: The SQL that brings the database to the migrations;
            None where no statements lead there.
        to_database: The SQL that brings the migrations to the database, for a
            migration that accepts it; None likewise.
    """

    differences: tuple[str, ...]
    to_migrations: tuple[str, ...] | None
    to_database: tuple[str, ...] | None


def find_drift(engine: Engine, folder: Folder, workshop: Workshop) -> Drift:
    """Compare a live database with the migrations that were applied to it.

    What is pending is no drift. The SQL of either direction is a proposal: it
    is not proven, and may give up rows.

    Raises:
        FolderError: The folder is not what was applied.
        MigrationError: The migrations cannot be replayed, one is half applied, or the development
            server is of another major version.
    """
    with engine.connect() as connection:
        history = AppliedTable(current_schema(connection)).history(connection)
    if problems := find_problems(folder, history, out_of_order=True):
        raise FolderError(problems[0])
    if half := history.unfinished:
        raise MigrationError(
            f"{half[0].name}.sql is half applied: finish it with ait-postgres migrate first"
        )
    done = {row.name for row in recognised(folder, history).applied}
    ran = Folder(folder.path, tuple(one for one in folder.migrations if one.name in done))
    live, wanted = read_states(Database(engine), Migrations(ran), workshop)
    if live.objects == wanted.objects:
        return Drift((), (), ())
    return Drift(difference(live, wanted), _sql(live, wanted), _sql(wanted, live))


def _sql(old: Catalogue, new: Catalogue) -> tuple[str, ...] | None:
    try:
        return tuple(step.sql for step in diff(old, new))
    except MigrationError:
        return None
