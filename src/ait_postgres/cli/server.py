"""``up`` and ``down``: the embedded server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ait_postgres.cli.options import json_option

if TYPE_CHECKING:
    from ait_postgres.embedded import Running

NOT_USED = "POSTGRES_URL is set, so the embedded server is not used"


@click.command()
@json_option
def up(as_json: bool) -> None:
    """Start this project's embedded PostgreSQL.

    Its data stands in .ait of the project, or in AIT_DATA_DIR. It runs on until
    "down" and starts by itself for any command that needs it.
    """
    from ait_postgres import embedded
    from ait_postgres.cli.output import print_json, short_path
    from ait_postgres.config import read_settings

    settings = read_settings()
    if settings.url is not None:
        if as_json:
            print_json("no_changes", {"server": None, "reason": NOT_USED})
        else:
            click.echo(f"{NOT_USED}; nothing was started.")
        return
    before = embedded.status(settings.data_dir)
    running = embedded.start(settings.data_dir)
    fresh = before is None or before.pid != running.pid
    if as_json:
        print_json("ok" if fresh else "no_changes", {"server": _facts(running)})
    else:
        did = "Started" if fresh else "Nothing to start: it runs already,"
        click.echo(f"{did} PostgreSQL {running.version} (process {running.pid}).")
        click.echo(f"Data in {short_path(running.data)}, log in {short_path(running.log)}.")


@click.command()
@json_option
def down(as_json: bool) -> None:
    """Stop this project's embedded PostgreSQL; its data stays."""
    from ait_postgres import embedded
    from ait_postgres.cli.output import print_json
    from ait_postgres.config import read_settings

    settings = read_settings()
    stopped = embedded.stop(settings.data_dir)
    if as_json:
        print_json("ok" if stopped else "no_changes", {"stopped": stopped})
    else:
        note = "" if settings.url is None else f" ({NOT_USED}.)"
        click.echo(("Stopped." if stopped else "No embedded server was running.") + note)


def _facts(running: Running) -> dict[str, Any]:
    from ait_postgres.config import redact_url

    return {
        "url": redact_url(running.url),
        "version": running.version,
        "pid": running.pid,
        "data": str(running.data),
        "log": str(running.log),
        "started_at": running.started_at,
    }
