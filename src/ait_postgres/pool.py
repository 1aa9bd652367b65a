"""Connections that are kept: psycopg's pools, made to speak up.

A psycopg pool connects in the background and hides why it fails. So a server is
tried directly before its pool opens, and again when the pool gives nothing: the
caller then hears the reason at once, and not after the pool's timeout.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, WeakSet

import psycopg
from psycopg_pool import AsyncConnectionPool, ConnectionPool, PoolClosed, PoolTimeout

from ait_postgres.errors import PoolExhausted, ServerUnavailable
from ait_postgres.server_errors import connection_error, refuse_old

if TYPE_CHECKING:
    from psycopg.errors import Diagnostic

    from ait_postgres.config import Settings
    from ait_postgres.server_url import Target

# How long the pool may take before the server is asked directly.
_PATIENCE = 2.0
# psycopg_pool counts in seconds on a scheduler: 30 years stand for never.
_NEVER = 1e9


class _Connection(psycopg.Connection[Any]):
    """Keeps one notice handler, however often SQLAlchemy adds it.

    SQLAlchemy adds its handler at each checkout, taking each for a new connection.
    """

    def add_notice_handler(self, callback: Callable[[Diagnostic], None]) -> None:
        with suppress(ValueError):
            self.remove_notice_handler(callback)
        super().add_notice_handler(callback)

    def close(self) -> None:
        """Give back a clean session, also where SQLAlchemy's own pool did not reset it.

        It does not for a connection that was detached, as that of a migration is,
        and the next borrower would find it in autocommit mode.
        """
        if self.autocommit and not self.closed:
            self.rollback()
            self.execute("DISCARD ALL")
            self.autocommit = False
        super().close()


class _AsyncConnection(psycopg.AsyncConnection[Any]):
    """The same for the other colour."""

    def add_notice_handler(self, callback: Callable[[Diagnostic], None]) -> None:
        with suppress(ValueError):
            self.remove_notice_handler(callback)
        super().add_notice_handler(callback)


def probe(target: Target, arguments: MutableMapping[str, Any]) -> None:
    """Connect once, and say what is wrong if that fails.

    Raises:
        ServerError: The server cannot be reached, refuses us, or is too old.
    """
    try:
        with psycopg.connect(**arguments) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        raise connection_error(error, target) from error
    refuse_old(version, target)


class Pool:
    """The connections of one client: one pool for threads, one for each event loop."""

    def __init__(self, target: Target, settings: Settings, arguments: dict[str, Any]) -> None:
        self._target = target
        self._settings = settings
        # Prepared statements are off: under PgBouncer in transaction mode the
        # next statement may reach a server connection that has not seen them.
        self._arguments = {**arguments, "prepare_threshold": None}
        idle = settings.idle_timeout
        self._options: dict[str, Any] = {
            "kwargs": self._arguments,
            "min_size": 0,
            "max_size": settings.pool_size,
            "timeout": settings.pool_timeout,
            # A pool closes one idle connection each max_idle, so all within idle.
            "max_idle": idle / settings.pool_size if idle else _NEVER,
            # Give up soon, so that a server that comes back is met by a fresh
            # attempt and not by the rest of a long backoff.
            "reconnect_timeout": 1.0,
            "close_returns": True,
            "open": False,
        }
        self._lock = threading.Lock()
        self._closed = False
        self._threads: ConnectionPool[_Connection] | None = None
        self._loops: WeakKeyDictionary[asyncio.AbstractEventLoop, _LoopPool] = WeakKeyDictionary()

    def checkout(self) -> psycopg.Connection[Any]:
        """A connection; closing it gives it back."""
        pool = self._threads or self._open()
        limit = self._settings.pool_timeout
        try:
            try:
                return pool.getconn(min(_PATIENCE, limit))
            except PoolTimeout:
                probe(self._target, self._arguments)
                return pool.getconn(limit - _PATIENCE)
        except PoolTimeout as error:
            raise self._exhausted() from error
        except PoolClosed as error:
            raise _closed() from error

    async def checkout_async(self) -> psycopg.AsyncConnection[Any]:
        """A connection of the running event loop's pool."""
        pool = (await self._open_async()).pool
        limit = self._settings.pool_timeout
        try:
            try:
                return await pool.getconn(min(_PATIENCE, limit))
            except PoolTimeout:
                await asyncio.to_thread(probe, self._target, self._arguments)
                return await pool.getconn(limit - _PATIENCE)
        except PoolTimeout as error:
            raise self._exhausted() from error
        except PoolClosed as error:
            raise _closed() from error

    def _open(self) -> ConnectionPool[_Connection]:
        with self._lock:
            if self._closed:
                raise _closed()
            if self._threads is None:
                probe(self._target, self._arguments)
                pool = ConnectionPool(
                    connection_class=_Connection,
                    check=ConnectionPool.check_connection,
                    **self._options,
                )
                pool.open()
                self._threads = pool
            return self._threads

    async def _open_async(self) -> _LoopPool:
        loop = asyncio.get_running_loop()
        if self._closed:
            raise _closed()
        if loop not in self._loops:
            await asyncio.to_thread(probe, self._target, self._arguments)
        if loop not in self._loops:  # another task may have been faster
            self._drop_dead_loops()
            self._loops[loop] = opened = _LoopPool(self._options)
            await opened.pool.open()
        return self._loops[loop]

    def _exhausted(self) -> PoolExhausted:
        size, limit = self._settings.pool_size, self._settings.pool_timeout
        return PoolExhausted(
            f"all {size} connections of the pool stayed in use for {limit:g} s:"
            " give connections back sooner, or raise AIT_POOL_SIZE"
        )

    def close(self, limit: float) -> None:
        """Close what is idle at once and what is in use when given back.

        Waits up to ``limit`` seconds for connections in use.
        """
        if _running_loop() in self._loops:
            raise RuntimeError("inside an event loop, close with await client.aclose()")
        deadline = time.monotonic() + limit
        self._closed = True
        with self._lock:
            pool = self._threads
        if pool is not None:
            while _in_use(pool) and time.monotonic() < deadline:
                time.sleep(0.01)
            pool.close(max(0.1, deadline - time.monotonic()))
        self._drop_dead_loops()
        for loop, own in list(self._loops.items()):
            closing = own.close(max(0.1, deadline - time.monotonic()))
            if loop.is_running():
                asyncio.run_coroutine_threadsafe(closing, loop).result(limit + 1)
            else:
                loop.run_until_complete(closing)

    async def aclose(self, limit: float) -> None:
        """The same inside an event loop."""
        self._closed = True
        own = self._loops.pop(asyncio.get_running_loop(), None)
        if own is not None:
            await own.close(limit)
        await asyncio.to_thread(self.close, limit)

    def _drop_dead_loops(self) -> None:
        for loop in list(self._loops):
            if loop.is_closed():
                self._loops.pop(loop).abandon()


class _LoopPool:
    """The pool of one event loop, and what is left of it when the loop ends first."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._connections: WeakSet[_AsyncConnection] = WeakSet()
        self.pool = AsyncConnectionPool(
            connection_class=_AsyncConnection,
            check=AsyncConnectionPool.check_connection,
            configure=self._remember,
            **options,
        )

    async def _remember(self, connection: _AsyncConnection) -> None:
        self._connections.add(connection)

    async def close(self, limit: float) -> None:
        deadline = time.monotonic() + limit
        while _in_use(self.pool) and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
        await self.pool.close(max(0.1, deadline - time.monotonic()))

    def abandon(self) -> None:
        """Close the sockets: no coroutine can run any more to do it in order."""
        for connection in self._connections:
            connection.pgconn.finish()


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _in_use(pool: ConnectionPool[Any] | AsyncConnectionPool[Any]) -> int:
    stats = pool.get_stats()
    return stats["pool_size"] - stats["pool_available"]


def _closed() -> ServerUnavailable:
    return ServerUnavailable("this client is closed: get_postgres_client() gives the next one")


Progress = Callable[[float, str], None]


def wait_for_server(
    target: Target, arguments: dict[str, Any], limit: float, progress: Progress | None
) -> None:
    """Try until the server answers, for at most ``limit`` seconds.

    Raises:
        ServerError: It did not answer in time, or it answered with a refusal.
    """
    started = time.monotonic()
    while True:
        try:
            return probe(target, arguments)
        except ServerUnavailable as error:
            waited = time.monotonic() - started
            if waited >= limit:
                raise
            if progress is not None:
                progress(waited, str(error))
        time.sleep(min(0.2, max(0.0, limit - waited)))
