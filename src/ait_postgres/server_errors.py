"""What a failed connection means, and what to do about it, in one line.

libpq hands on no error code before a session exists, only text, so these are
the texts of PostgreSQL 14 to 18 in English. Another language falls through to
the last line, which quotes the server.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ait_postgres.errors import (
    AuthenticationFailed,
    DatabaseMissing,
    ServerError,
    ServerTooOld,
    ServerUnavailable,
)

if TYPE_CHECKING:
    import psycopg

    from ait_postgres.server_url import Target

OLDEST = 140000
"""The oldest server that is supported, as libpq counts versions."""

_STARTING = "the database system is (starting up|not yet accepting|in recovery)"
_ENDING = "the database system is shutting down|terminating connection due to admin"
_SILENT = (
    "Connection refused|No such file or directory|timeout expired|timed out|unreachable"
    "|No route to host|server closed the connection unexpectedly"
)

_REASONS: tuple[tuple[str, type[ServerError], str], ...] = (
    (_STARTING, ServerUnavailable, "the server at {where} is starting: try again in a moment"),
    (_ENDING, ServerUnavailable, "the server at {where} is shutting down: start it again"),
    (
        (
            "password authentication failed|no password supplied|authentication failed for user"
            "|role .* does not exist|is not permitted to log in"
        ),
        AuthenticationFailed,
        "the server at {where} refused the user {user} or its password: correct POSTGRES_URL",
    ),
    (
        "no pg_hba.conf entry",
        AuthenticationFailed,
        (
            "the server at {where} lets {user} in neither from here nor with this ssl mode:"
            " try AIT_SSL=require, or add an entry to its pg_hba.conf"
        ),
    ),
    (
        "database .* does not exist",
        DatabaseMissing,
        (
            "the server at {where} has no database {database}: create it with"
            " createdb, or correct POSTGRES_URL"
        ),
    ),
    (
        "too many (clients|connections)|remaining connection slots",
        ServerUnavailable,
        "the server at {where} has no connection left: close some, or raise its max_connections",
    ),
    (
        "failed to resolve host|could not translate host name",
        ServerUnavailable,
        "no machine is called {where}: correct the host in POSTGRES_URL",
    ),
    (
        "SSL|certificate",
        ServerUnavailable,
        "the server at {where} and this ssl mode do not agree ({said}): change AIT_SSL",
    ),
    (
        _SILENT,
        ServerUnavailable,
        "no PostgreSQL server answers at {where}: start it, or correct POSTGRES_URL",
    ),
)


def connection_error(error: psycopg.OperationalError, target: Target) -> ServerError:
    """The error to raise for a connection that could not be made."""
    text = str(error)
    said = re.sub(r"^.*?(FATAL:|failed:)\s+", "", text.strip().splitlines()[0] if text else "")
    known = (reason for reason in _REASONS if re.search(reason[0], text))
    unknown = ("", ServerUnavailable, "the server at {where} refused the connection: {said}")
    _, kind, message = next(known, unknown)
    return kind(
        message.format(
            where=target.where, user=repr(target.user), database=repr(target.database), said=said
        )
    )


def refuse_old(version: int, target: Target) -> None:
    """Refuse a server that is too old.

    Args:
        version: As libpq counts, such as 140005 for 14.5.
        target: The server, for the message.

    Raises:
        ServerTooOld: It is older than PostgreSQL 14.
    """
    if version < OLDEST:
        raise ServerTooOld(
            f"the server at {target.where} is PostgreSQL {version // 10000}:"
            f" version {OLDEST // 10000} or newer is needed"
        )
