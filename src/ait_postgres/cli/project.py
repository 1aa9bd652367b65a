"""The options by which a command finds the project, and the server for scratch databases."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from sqlalchemy import URL

    from ait_postgres.migrate.decisions import Decisions
    from ait_postgres.migrate.journal import Folder
    from ait_postgres.migrate.lint import Group
    from ait_postgres.migrate.sources import Models
    from ait_postgres.migrate.workshop import Workshop
    from ait_postgres.project import Project

    Command = TypeVar("Command", bound=Callable[..., object])


def migrations_option(command: Command) -> Command:
    """Add ``--migrations``; it outranks pyproject.toml."""
    return click.option(
        "--migrations", type=click.Path(path_type=Path), help="The migrations folder."
    )(command)


def project_options(command: Command) -> Command:
    """Add ``--models``, ``--sql`` and ``--migrations``; they outrank pyproject.toml."""
    for option in (
        migrations_option,
        click.option(
            "--sql",
            type=click.Path(path_type=Path),
            help="The folder of SQL files for what models cannot declare.",
        ),
        click.option(
            "--models", metavar="MODULE:NAME", help="The models' base or metadata, as app:Base."
        ),
    ):
        command = option(command)
    return command


def decision_options(command: Command) -> Command:
    """Add ``--rename``, ``--hints`` and ``--allow-data-loss``."""
    for option in (
        click.option(
            "--allow-data-loss", is_flag=True, help="Agree to whatever the change gives up."
        ),
        click.option(
            "--hints",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Renames and agreed losses, as JSON.",
        ),
        click.option(
            "--rename",
            multiple=True,
            metavar="KIND:OLD=NEW",
            help="What is renamed, as table:public.old=new; can be given again.",
        ),
    ):
        command = option(command)
    return command


def online_options(command: Command) -> Command:
    """Add ``--online`` and ``--server-version``; they outrank pyproject.toml."""
    for option in (
        click.option(
            "--server-version",
            type=click.IntRange(min=14),
            metavar="N",
            help="The oldest PostgreSQL that an online form must run on; 14 by default.",
        ),
        click.option(
            "--online/--plain",
            default=None,
            help="Write the form that holds up nobody who reads or writes meanwhile.",
        ),
    ):
        command = option(command)
    return command


def lowest_online(project: Project, online: bool | None, server_version: int | None) -> int | None:
    """The oldest PostgreSQL that the online form is for; None: the plain form is asked for."""
    from ait_postgres.migrate.online import LOWEST

    if not (project.online if online is None else online):
        return None
    return server_version or project.server_version or LOWEST


def dev_url_option(command: Command) -> Command:
    """Add ``--dev-url``."""
    return click.option(
        "--dev-url",
        metavar="URL",
        help="A development server, for scratch databases; else AIT_DEV_URL.",
    )(command)


def decisions(rename: tuple[str, ...], hints: Path | None, *, allow_data_loss: bool) -> Decisions:
    """Collect the answers that were given."""
    from ait_postgres.migrate.decisions import Decisions

    given = Decisions(renames=rename, any_loss=allow_data_loss)
    return given.with_hints(hints) if hints else given


def models_of(project: Project) -> Models:
    """Import a project's models."""
    from ait_postgres.migrate.sources import Models

    return Models(project.metadata(), project.sql_files())


def folder_of(project: Project) -> Folder:
    """Read a project's migrations; a folder that is not there yet is an empty one."""
    from ait_postgres.migrate.journal import Folder, read_folder

    if not project.migrations.exists():
        return Folder(project.migrations, ())
    return read_folder(project.migrations)


def lint_groups(project: Project) -> frozenset[Group]:
    """The groups of rules that a project's migrations are looked at with."""
    from ait_postgres.migrate.lint import Group

    if project.lint is None:
        return frozenset({Group.SAFETY})
    return frozenset(Group(one) for one in project.lint)


@contextmanager
def workshop(dev_url: str | None, url: str | None = None) -> Generator[Workshop]:
    """The development server, reached when first asked for, and the catalogues kept.

    Args:
        dev_url: What ``--dev-url`` gave; else ``AIT_DEV_URL`` holds.
        url: A server to use where neither is given; else that of POSTGRES_URL.
    """
    from ait_postgres.cli.session import settings_for
    from ait_postgres.client import PostgresClient
    from ait_postgres.migrate.snapshot import Snapshots
    from ait_postgres.migrate.workshop import Workshop

    settings = settings_for(None)
    with PostgresClient(settings_for(dev_url or settings.dev_url or url)) as client:

        def reach() -> URL:
            with client.connect():  # its errors say more than a driver's
                return client.engine.url

        yield Workshop(reach, Snapshots(settings.cache_dir / "catalogues"))
