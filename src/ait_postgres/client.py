"""The process's one way to its PostgreSQL server, for threads and event loops.

Both colours share the settings, the address, the pools' rules and the errors;
only the two checkouts differ. Nothing is connected, started or read from disk
before the first use, and a forked child starts anew.
"""

from __future__ import annotations

import asyncio
import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar
from weakref import WeakSet

from ait_postgres.config import Settings, read_settings
from ait_postgres.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from sqlalchemy import Connection, Engine
    from sqlalchemy.ext.asyncio import AsyncEngine

    from ait_postgres.engines import Engines
    from ait_postgres.pool import Progress

P = ParamSpec("P")
T = TypeVar("T")

CLOSE_LIMIT = 5.0
"""Seconds that closing waits for work in flight."""


class PostgresClient:
    """Engines for one server, with pooled connections.

    Args:
        settings: Read from the environment and ``.env`` when None. Without a
            URL the embedded server is started at the first use.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or read_settings()
        self._lock = threading.Lock()
        self._engines: Engines | None = None
        _survive_fork(self)

    @property
    def engine(self) -> Engine:
        """The engine for threads; asking for it connects to nothing."""
        return self._made().engine

    @property
    def async_engine(self) -> AsyncEngine:
        """The engine for event loops; each loop gets a pool of its own."""
        return self._made().async_engine

    @property
    def used(self) -> bool:
        """Whether an engine was handed out, whose settings stay as they are."""
        return self._engines is not None

    @contextmanager
    def connect(self) -> Generator[Connection]:
        """A connection; what is not committed is rolled back at the end.

        Raises:
            ServerError: The server cannot be reached or refuses us.
            PoolExhausted: Every connection stayed in use.
        """
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def begin(self) -> Generator[Connection]:
        """A connection in a transaction: committed at the end, rolled back on an error."""
        with self.engine.begin() as connection:
            yield connection

    async def run(
        self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a function over a connection in a transaction, in the event loop.

        The function is written once, sync; each of its statements awaits.
        """
        if self._engines is None:  # it may start a server, which takes a second
            await asyncio.to_thread(self._made)
        async with self.async_engine.begin() as connection:
            return await connection.run_sync(fn, *args, **kwargs)

    def wait(self, limit: float = 30.0, progress: Progress | None = None) -> None:
        """Wait until the server answers.

        Args:
            limit: Seconds to wait at most.
            progress: Called after each try in vain with the seconds waited and why.

        Raises:
            ServerUnavailable: It did not answer in time.
            ServerError: It answered, with a refusal that waiting does not mend.
        """
        self._made().wait(limit, progress)

    def close(self, limit: float = CLOSE_LIMIT) -> None:
        """Close the connections, waiting at most ``limit`` seconds for work in flight.

        What is still in use then closes when it is given back. Inside an event
        loop use ``aclose``.
        """
        with self._lock:
            engines, self._engines = self._engines, None
        if engines is not None:
            engines.pool.close(limit)

    async def aclose(self, limit: float = CLOSE_LIMIT) -> None:
        """The same inside an event loop."""
        with self._lock:
            engines, self._engines = self._engines, None
        if engines is not None:
            await engines.pool.aclose(limit)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.aclose()

    def after_fork(self) -> None:
        """Leave the parent its connections; a forked child calls this by itself.

        Two processes on one socket garble both. The engines are kept, unused,
        since collecting them would end the parent's sessions.
        """
        self._lock = threading.Lock()  # the parent's may have been held
        _inherited.append(self._engines)
        self._engines = None

    def _made(self) -> Engines:
        with self._lock:
            if self._engines is None:
                from ait_postgres.engines import Engines

                self._engines = Engines(self.settings)
            return self._engines


_process_lock = threading.Lock()
_process_client: PostgresClient | None = None


def get_postgres_client() -> PostgresClient:
    """The process's client, made from the settings at the first call."""
    global _process_client  # noqa: PLW0603 - one a process is its meaning
    with _process_lock:
        if _process_client is None:
            _process_client = PostgresClient()
        return _process_client


def init_postgres_client(**overrides: Any) -> PostgresClient:  # noqa: ANN401 - fields of Settings
    """Make the process's client with settings given in code, before its first use.

    Args:
        **overrides: Fields of ``Settings``; the rest is read as always.

    Raises:
        ConfigError: The client is in use, or a setting makes no sense.
    """
    global _process_client  # noqa: PLW0603
    with _process_lock:
        if _process_client is not None and _process_client.used:
            raise ConfigError(
                "the process's client is in use and keeps its settings:"
                " call init_postgres_client before the first query,"
                " or close_postgres_connection() and then this"
            )
        _process_client = PostgresClient(read_settings(**overrides))
        return _process_client


def close_postgres_connection(limit: float = CLOSE_LIMIT) -> None:
    """Close the process's client; the next call for it makes a new one.

    Waits at most ``limit`` seconds for work in flight.
    """
    global _process_client
    with _process_lock:
        closing, _process_client = _process_client, None
    if closing is not None:
        closing.close(limit)


async def aclose_postgres_connection(limit: float = CLOSE_LIMIT) -> None:
    """The same inside an event loop."""
    global _process_client
    with _process_lock:
        closing, _process_client = _process_client, None
    if closing is not None:
        await closing.aclose(limit)


_clients: WeakSet[PostgresClient] = WeakSet()
_inherited: list[Engines | None] = []


def _survive_fork(client: PostgresClient) -> None:
    # Registered with the first client and not at import.
    if not _clients and not _inherited and hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_start_anew)
        _inherited.append(None)
    _clients.add(client)


def _start_anew() -> None:
    global _process_client, _process_lock  # noqa: PLW0603
    _process_lock = threading.Lock()
    _process_client = None
    for client in _clients:
        client.after_fork()
