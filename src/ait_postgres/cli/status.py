"""``status``: which server, and how far its database is; nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from ait_postgres.cli.options import database_options
from ait_postgres.cli.project import migrations_option

if TYPE_CHECKING:
    from pathlib import Path

    from ait_postgres.config import Settings
    from ait_postgres.embedded import Running
    from ait_postgres.migrate import Folder, Status

DRIFTED = 3


@click.command()
@migrations_option
@database_options
def status(migrations: Path | None, url: str | None, wait: float, as_json: bool) -> int:
    """Show the server, and which migrations are applied.

    Starts nothing and changes nothing. The exit code is 3 when a migration was
    edited after it was applied, or when the database is not what the applied
    migrations lead to.
    """
    from ait_postgres import embedded
    from ait_postgres.cli.output import print_json
    from ait_postgres.cli.project import folder_of
    from ait_postgres.cli.session import settings_for
    from ait_postgres.project import read_project

    project = read_project(migrations=migrations)
    settings = settings_for(url)
    running = None
    if settings.url is None:
        running = embedded.status(settings.data_dir)
        if running is None:
            _not_running(settings, as_json=as_json)
            return 0
    address = settings.url if running is None else running.url
    assert address is not None  # noqa: S101 - one of the two holds
    seen = _look(address, wait, running, folder_of(project), out_of_order=project.out_of_order)
    if as_json:
        print_json("ok", seen.facts())
    else:
        _show(seen)
    return DRIFTED if seen.migrations.problems or seen.migrations.drift else 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found: the address without its password, the server, the migrations."""

    url: str
    version: str
    database: str
    running: Running | None
    migrations: Status

    def facts(self) -> dict[str, Any]:
        """Put it into JSON."""
        return {
            "server": {
                "url": self.url,
                "version": self.version,
                "database": self.database,
                "embedded": self.running is not None,
                "pid": self.running.pid if self.running else None,
            },
            "schema": self.migrations.schema,
            "applied": [
                {"name": one.name, "applied_at": one.applied_at} for one in self.migrations.applied
            ],
            "pending": [one.name for one in self.migrations.pending],
            "unfinished": [
                {"name": one.name, "done": len(one.done), "statements": one.statements}
                for one in self.migrations.unfinished
            ],
            "problems": self.migrations.problems,
            "drift": self.migrations.drift,
            "drift_unknown": self.migrations.drift_unknown,
        }


def _look(
    url: str, wait: float, running: Running | None, folder: Folder, *, out_of_order: bool
) -> Seen:
    from ait_postgres import migrate
    from ait_postgres.cli.session import opened
    from ait_postgres.config import redact_url

    with opened(url, wait) as client, client.connect() as connection:
        version, database = connection.exec_driver_sql(
            "SELECT current_setting('server_version'), current_database()"
        ).one()
        return Seen(
            url=redact_url(url),
            version=version,
            database=database,
            running=running,
            migrations=migrate.status(connection, folder, out_of_order=out_of_order),
        )


def _not_running(settings: Settings, *, as_json: bool) -> None:
    from ait_postgres.cli.output import print_json

    if as_json:
        print_json("ok", {"server": None, "data_dir": str(settings.data_dir)})
    else:
        click.echo("The embedded server is not running; ait-postgres up starts it.")


def _show(seen: Seen) -> None:
    from ait_postgres.cli.output import print_pairs

    state = seen.migrations
    kind = f"embedded (process {seen.running.pid})" if seen.running else "not ours to start or stop"
    lines = [
        ("server", f"PostgreSQL {seen.version}, {kind}"),
        ("database", f"{seen.database}, schema {state.schema}"),
        ("url", seen.url),
        (
            "migrations",
            f"{len(state.applied)} applied, {len(state.pending)} pending",
        ),
    ]
    halves = {
        one.name: f" ({len(one.done)} of {one.statements} statements done)"
        for one in state.unfinished
    }
    lines += [("pending", one.name + halves.get(one.name, "")) for one in state.pending]
    lines += [("problem", problem) for problem in state.problems]
    lines.append(("drift", _drift(state)))
    print_pairs(lines)
    if state.pending:
        click.echo("\nApply what is pending with: ait-postgres migrate")


def _drift(state: Status) -> str:
    if state.drift is None:
        return f"cannot be told: {state.drift_unknown}"
    if state.drift:
        return "the tables are not what the applied migrations lead to: ait-postgres drift tells"
    return "none"
