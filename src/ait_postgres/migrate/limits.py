"""How long a run waits: the session's settings while it works, and as they were after it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from sqlalchemy import Connection

# The session's own, not a transaction's: what runs outside transactions needs them, too.
_SET: Final = text("""
SELECT set_config('lock_timeout', :lock_timeout, false),
       set_config('statement_timeout', :statement_timeout, false),
       set_config('search_path', :search_path, false),
       set_config('client_connection_check_interval', :check_interval, false)
""")
_NOW: Final = text("""
SELECT current_setting('lock_timeout') AS lock_timeout,
       current_setting('statement_timeout') AS statement_timeout,
       current_setting('search_path') AS search_path,
       current_setting('client_connection_check_interval') AS check_interval
""")
# A killed migrator's statement would otherwise run on to its end, and hold the lock. Servers on
# some platforms (Windows) refuse any value but 0.
_CHECK_INTERVAL: Final = text("SELECT set_config('client_connection_check_interval', '2s', true)")
_LOCK_TIMEOUT: Final = text("SELECT current_setting('lock_timeout')")
_SET_LOCK_TIMEOUT: Final = text("SELECT set_config('lock_timeout', :limit, false)")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a run waits.

    Attributes:
        lock_timeout: Seconds a statement waits for a lock on a table, which is
            also how long it holds up those who queue behind it. Concurrent
            work on indexes waits on: it holds nobody up.
        lock_retries: How often a transaction is tried again after that.
        statement_timeout: Seconds a statement may run; 0: as long as it takes.
    """

    lock_timeout: float = 1.0
    lock_retries: int = 10
    statement_timeout: float = 0.0


@contextmanager
def limited(connection: Connection, limits: Limits) -> Generator[Callable[[], None]]:
    """Give what sets the limits, to be called whenever others may have been set.

    Args:
        connection: In autocommit mode.
        limits: To be set; `search_path` stays as it is.
    """
    before = dict(connection.execute(_NOW).mappings().one())
    wanted = {
        **before,
        "lock_timeout": _milliseconds(limits.lock_timeout),
        "statement_timeout": _milliseconds(limits.statement_timeout),
        "check_interval": _check_interval(connection),
    }
    try:
        yield lambda: _set(connection, wanted)
    finally:
        if not connection.invalidated:
            _set(connection, before)


@contextmanager
def patient(connection: Connection) -> Generator[None]:
    """Wait for locks without a limit, for what holds nobody up meanwhile."""
    before = connection.execute(_LOCK_TIMEOUT).scalar_one()
    connection.execute(_SET_LOCK_TIMEOUT, {"limit": "0"})
    try:
        yield
    finally:
        if not connection.invalidated:
            connection.execute(_SET_LOCK_TIMEOUT, {"limit": before})


def _set(connection: Connection, values: dict[str, str]) -> None:
    connection.execute(_SET, values)


def _milliseconds(seconds: float) -> str:
    return f"{round(seconds * 1000)}ms"


def _check_interval(connection: Connection) -> str:
    """How often the server looks whether we are still there."""
    try:
        return str(connection.execute(_CHECK_INTERVAL).scalar_one())
    except DBAPIError:
        return "0"
