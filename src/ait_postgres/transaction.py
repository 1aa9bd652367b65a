"""A transaction that is run again when PostgreSQL asks for it.

Serialisation failures and deadlocks are no faults of a statement: the same
transaction, begun anew, may well succeed. So the unit is a function, run from
its start each time.
"""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.ext.asyncio import AsyncEngine

P = ParamSpec("P")
T = TypeVar("T")

Isolation = Literal["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"]

# serialization_failure and deadlock_detected, PostgreSQL's appendix A.
_RETRIED = ("40001", "40P01")
# Of the order of a short transaction at first; a second at most, for a person waits.
_FIRST_DELAY = 0.01
_LONGEST_DELAY = 1.0


@dataclass(frozen=True, slots=True)
class Retry:
    """One attempt that failed and is followed by another.

    Attributes:
        attempt: Its number, from 1.
        error: What PostgreSQL said.
        delay: Seconds until the next attempt.
    """

    attempt: int
    error: DBAPIError
    delay: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """How a transaction is to be run.

    Attributes:
        isolation: The server's default when None.
        read_only: Refuse writes.
        attempts: Tries in all; 1 is no retry.
        on_retry: Told of each failed attempt; ``list.append`` counts them.
    """

    isolation: Isolation | None = None
    read_only: bool = False
    attempts: int = 5
    on_retry: Callable[[Retry], None] | None = None

    def run(
        self,
        bind: Engine | Connection,
        fn: Callable[Concatenate[Connection, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run the function and commit; see ``run_transaction``."""
        if isinstance(bind, Connection):
            return self._nested(bind, fn, *args, **kwargs)
        engine = bind.execution_options(**self._options())
        attempt = 1
        while True:
            try:
                with engine.begin() as connection:
                    return fn(connection, *args, **kwargs)
            except DBAPIError as error:
                delay = self._delay(attempt, error)
                if delay is None:
                    raise
            time.sleep(delay)
            attempt += 1

    async def run_async(
        self,
        bind: AsyncEngine,
        fn: Callable[Concatenate[Connection, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """The same in an event loop; the function is the same sync one."""
        engine = bind.execution_options(**self._options())
        attempt = 1
        while True:
            try:
                async with engine.begin() as connection:
                    return await connection.run_sync(fn, *args, **kwargs)
            except DBAPIError as error:
                delay = self._delay(attempt, error)
                if delay is None:
                    raise
            await asyncio.sleep(delay)
            attempt += 1

    def _nested(
        self,
        connection: Connection,
        fn: Callable[Concatenate[Connection, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        if self._options():
            raise ValueError("isolation and read_only belong to the outermost transaction")
        if not connection.in_transaction():
            with connection.begin():
                return fn(connection, *args, **kwargs)
        with connection.begin_nested():
            return fn(connection, *args, **kwargs)

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {}
        if self.isolation is not None:
            options["isolation_level"] = self.isolation
        if self.read_only:
            options["postgresql_readonly"] = True
        return options

    def _delay(self, attempt: int, error: DBAPIError) -> float | None:
        """Seconds until the next attempt, or None when there is none to make."""
        if getattr(error.orig, "sqlstate", None) not in _RETRIED:
            return None
        if attempt >= self.attempts:
            error.add_note(f"gave up after {attempt} attempts")
            return None
        # Full jitter: two transactions that met once must not meet again.
        longest = min(_LONGEST_DELAY, _FIRST_DELAY * 2.0**attempt)
        delay = random.uniform(0, longest)  # noqa: S311 - no secret
        if self.on_retry is not None:
            self.on_retry(Retry(attempt, error, delay))
        return delay


def run_transaction(
    bind: Engine | Connection,
    fn: Callable[[Connection], T],
    *,
    isolation: Isolation | None = None,
    read_only: bool = False,
    attempts: int = 5,
    on_retry: Callable[[Retry], None] | None = None,
) -> T:
    """Run ``fn`` in a transaction of its own and commit; again when PostgreSQL asks.

    Given a connection that is in a transaction, a savepoint takes its place:
    an error undoes what ``fn`` did and nothing more, and there is no retry,
    which only the outermost transaction can make.

    Args:
        bind: An engine, or a connection to nest in.
        fn: Gets the connection. It may run several times, so it must do nothing
            outside the database that cannot be done twice.
        isolation: Isolation level; the server's default when None.
        read_only: Refuse writes.
        attempts: Tries in all.
        on_retry: Told of each failed attempt; ``list.append`` counts them.

    Raises:
        sqlalchemy.exc.DBAPIError: The last attempt's error, or one that a new
            attempt would not mend.
    """
    how = Transaction(
        isolation=isolation, read_only=read_only, attempts=attempts, on_retry=on_retry
    )
    return how.run(bind, fn)


async def run_transaction_async(
    bind: AsyncEngine,
    fn: Callable[[Connection], T],
    *,
    isolation: Isolation | None = None,
    read_only: bool = False,
    attempts: int = 5,
    on_retry: Callable[[Retry], None] | None = None,
) -> T:
    """``run_transaction`` in an event loop, with the same sync ``fn``."""
    how = Transaction(
        isolation=isolation, read_only=read_only, attempts=attempts, on_retry=on_retry
    )
    return await how.run_async(bind, fn)
