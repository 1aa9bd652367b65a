"""What a person or a program is told when a command fails: one line, no secret.

``AIT_TRACEBACK=1`` adds Python's traceback, for whoever mends this package.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from ait_postgres.cli.output import colour, print_json
from ait_postgres.config import redact_url
from ait_postgres.errors import AitPostgresError, HintsMissing

if TYPE_CHECKING:
    import psycopg


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure: its kind for programs, its one line for people."""

    kind: str
    message: str


def report(error: Exception, *, as_json: bool) -> int:
    """Say what happened and return the exit code.

    People read it on stderr; with ``--json`` it is the one object on stdout.
    """
    failure = describe(error)
    if os.environ.get("AIT_TRACEBACK", "") not in {"", "0"}:
        import traceback

        trace = "".join(traceback.format_exception(error))
        click.echo(_without_passwords(trace), err=True, nl=False)
    if as_json and isinstance(error, HintsMissing):
        print_json("missing_hints", {"missing_hints": list(error.questions)})
    elif as_json:
        body = {"kind": failure.kind, "message": failure.message}
        print_json("error", {"error": body})
    else:
        line = f"{click.style('error:', fg='red')} {failure.message}"
        click.echo(line, err=True, color=colour())
    return error.exit_code if isinstance(error, AitPostgresError) else 1


def report_end(error: BaseException, *, as_json: bool) -> int:
    """Say that a person or a signal ended the work, and return the exit code."""
    from ait_postgres.cli import interrupts

    said = interrupts.words(error)
    if as_json:
        print_json("error", {"error": {"kind": "interrupted", "message": said}})
    else:
        click.echo(said, err=True)
    return interrupts.exit_code(error)


def describe(error: Exception) -> Failure:
    """Put an exception into words."""
    if isinstance(error, AitPostgresError):
        return _failure(_snake_case(type(error).__name__), str(error))
    if isinstance(error, click.ClickException):
        return _failure("usage_error", _usage(error))
    if refusal := _from_the_driver(error):
        return _failure("database_error", _refused(refusal))
    if isinstance(error, OSError) and error.strerror:
        about = f"{error.filename}: " if error.filename is not None else ""
        return _failure("os_error", f"{about}{error.strerror}")
    return _failure(
        "unexpected",
        f"unexpected {type(error).__name__}: {error}; this is a fault of ait-postgres: "
        "run again with AIT_TRACEBACK=1 for the traceback",
    )


def _failure(kind: str, message: str) -> Failure:
    return Failure(kind, _without_passwords(" ".join(message.split())))


def _usage(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    message = message[:1].lower() + message[1:]
    if isinstance(error, click.UsageError) and error.ctx is not None and "--help" not in message:
        message = f"{message} (see {error.ctx.command_path} --help)"
    return message


def _from_the_driver(error: Exception) -> psycopg.Error | None:
    """Find PostgreSQL's own error in it, without importing what was not used."""
    if "psycopg" not in sys.modules:
        return None
    import psycopg

    found = getattr(error, "orig", error)  # SQLAlchemy keeps the driver's error in .orig
    return found if isinstance(found, psycopg.Error) else None


def _refused(error: psycopg.Error) -> str:
    primary = error.diag.message_primary
    if primary is None:  # no answer came: the connection was lost, or the driver refused
        return f"PostgreSQL did not answer: {error}"
    parts = [f"PostgreSQL refused: {primary} (SQLSTATE {error.sqlstate})"]
    parts += [text for text in (error.diag.message_detail, error.diag.message_hint) if text]
    if error.sqlstate in {"42P01", "42703"}:  # no such table, no such column
        parts.append("see with ait-postgres status whether migrations are pending")
    return "; ".join(parts)


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _without_passwords(text: str) -> str:
    """Hide the password of any URL, whoever wrote the text, line by line."""
    return "\n".join(redact_url(line) for line in text.split("\n"))
