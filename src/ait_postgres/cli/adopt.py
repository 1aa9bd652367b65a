"""``adopt``: take over an existing database."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ait_postgres.cli.options import database_options, limits_options
from ait_postgres.cli.project import decision_options, dev_url_option, project_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

    from ait_postgres.migrate.adopt import Knowledge
    from ait_postgres.migrate.adopt.drizzle import Verified
    from ait_postgres.migrate.workshop import Workshop
    from ait_postgres.project import Project


@click.command()
@click.option("--apply", "do_it", is_flag=True, help="Do it; without this it is only said.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done, which is the default.")
@click.option(
    "--drizzle",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="FOLDER",
    help="Drizzle's folder, to verify the history and to apply what is pending of it first.",
)
@click.option(
    "--fill",
    multiple=True,
    metavar="TABLE.COLUMN=SQL",
    help="What stands in place of NULL in a column that becomes NOT NULL; can be given again.",
)
@click.option(
    "--using",
    multiple=True,
    metavar="TABLE.COLUMN=SQL",
    help="What a value becomes with its column's new type; can be given again.",
)
@click.option(
    "--write",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write the SQL to a file, as psql runs it.",
)
@limits_options
@decision_options
@dev_url_option
@project_options
@database_options
def adopt(  # noqa: PLR0917 - click passes them by name
    do_it: bool,
    dry_run: bool,
    drizzle: Path | None,
    fill: tuple[str, ...],
    using: tuple[str, ...],
    write: Path | None,
    lock_timeout: float,
    lock_retries: int,
    statement_timeout: float,
    rename: tuple[str, ...],
    hints: Path | None,
    allow_data_loss: bool,
    dev_url: str | None,
    models: str | None,
    sql: Path | None,
    migrations: Path | None,
    url: str | None,
    wait: float,
    as_json: bool,
) -> None:
    """Take over an existing database: to the migrations, rows and all.

    Without --apply it only says what it would do: each statement with its
    locks, each table with its rows, what is counted. With it, all is done in
    one transaction, and the migrations are marked as applied in the same.
    """
    from ait_postgres.cli.adoption_report import AdoptionReport
    from ait_postgres.cli.asking import decided
    from ait_postgres.cli.project import decisions, folder_of, models_of, workshop
    from ait_postgres.cli.session import opened
    from ait_postgres.migrate import adopt as room
    from ait_postgres.migrate.limits import Limits
    from ait_postgres.migrate.sources import Migrations
    from ait_postgres.project import read_project

    limits = Limits(lock_timeout, lock_retries, statement_timeout)
    if do_it and dry_run:
        raise click.UsageError("--apply and --dry-run contradict each other")
    project = read_project(models=models, sql=sql, migrations=migrations)
    folder = folder_of(project)
    with opened(url, wait) as client, workshop(dev_url, url) as shop, ExitStack() as stack:
        engine = client.engine
        target = Migrations(folder) if folder.migrations else models_of(project)
        verified, becomes, before = _drizzle(engine, drizzle, shop, stack)
        plan = decided(
            lambda answers: room.plan_adoption(
                engine,
                target,
                shop,
                answers,
                knowledge=_knowledge(project),
                given=(fill, using),
                becomes=becomes,
            ),
            decisions(rename, hints, allow_data_loss=allow_data_loss),
            as_json=as_json,
        )
        files = () if folder.migrations else room.baseline_files(folder, plan.change, shop)
        folder = room.with_files(folder, files)
        if write:
            write.write_text("".join(f"{step.sql};\n" for step in plan.change.steps), "utf-8")
        report = stack.enter_context(AdoptionReport(plan, folder, files, verified, as_json=as_json))
        report.show_plan()
        if do_it:
            with room.written(project.migrations, files):
                marked = room.adopt(
                    engine, plan, folder, before=before, limits=limits, progress=report.tell
                )
            report.show_done(marked)
        else:
            report.show_not_done()


def _drizzle(
    engine: Engine, path: Path | None, shop: Workshop, stack: ExitStack
) -> tuple[Verified | None, Engine | None, Callable[[Connection], None] | None]:
    """What is known of Drizzle's history, the database after it, and what applies what is left."""
    if path is None:
        return None, None, None
    from ait_postgres.migrate.adopt import drizzle as room

    verified = room.verify(engine, room.read_drizzle(path), shop)
    pending = verified.pending
    becomes = stack.enter_context(room.as_it_will_be(engine, pending, shop))
    return verified, becomes, partial(room.apply_pending, files=pending) if pending else None


def _knowledge(project: Project) -> Knowledge:
    if project.own:
        from ait_postgres.adoption import known

        return known
    from ait_postgres.migrate.adopt import nothing

    return nothing
