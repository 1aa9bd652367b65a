"""SQLAlchemy's two engines over one address and one set of pools."""

from __future__ import annotations

import logging
import re
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import NullPool, create_engine, event

from ait_postgres.pool import Pool, wait_for_server
from ait_postgres.server_url import Target, read_url

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.ext.asyncio import AsyncEngine

    from ait_postgres.config import Settings
    from ait_postgres.pool import Progress

logger = logging.getLogger("ait_postgres.sql")


class Engines:
    """What a client makes at its first use."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._target = _target(settings)
        self._url = self._target.sqlalchemy_url()
        self.pool = Pool(self._target, settings, self._arguments())

    def _arguments(self) -> dict[str, Any]:
        # By way of SQLAlchemy, for the adapters that it registers on connections.
        engine = create_engine(self._url)
        return dict(engine.dialect.create_connect_args(self._url)[1])

    @cached_property
    def engine(self) -> Engine:
        """The pool is psycopg's, so SQLAlchemy's own keeps nothing."""
        made = create_engine(
            self._url,
            poolclass=NullPool,
            creator=self.pool.checkout,
            hide_parameters=True,  # they are people's data, and end up in tracebacks
        )
        return self._logged(made)

    @cached_property
    def async_engine(self) -> AsyncEngine:
        """The same for event loops."""
        # Late: it imports SQLAlchemy's ORM, a quarter of what `migrate` takes to start.
        from sqlalchemy.ext.asyncio import create_async_engine

        made = create_async_engine(
            self._url,
            poolclass=NullPool,
            async_creator=self.pool.checkout_async,
            hide_parameters=True,
        )
        self._logged(made.sync_engine)
        return made

    def wait(self, limit: float, progress: Progress | None) -> None:
        """Wait for the server, without the pool."""
        wait_for_server(self._target, self._arguments(), limit, progress)

    def _logged(self, engine: Engine) -> Engine:
        if self._settings.log_statements:
            event.listen(engine, "before_cursor_execute", _start)
            event.listen(engine, "after_cursor_execute", _log)
        return engine


def _target(settings: Settings) -> Target:
    url = settings.url
    if url is None:
        from ait_postgres import embedded

        url = embedded.start(settings.data_dir).url
    target = read_url(
        url,
        application_name=settings.application_name,
        connect_timeout=str(max(1, round(settings.connect_timeout))),
    )
    if settings.ssl is None:
        return target
    return Target({**target.parameters, "sslmode": settings.ssl})


def _start(connection: Connection, *_: object) -> None:
    connection.info["ait_started"] = time.perf_counter()


def _log(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
    elapsed = time.perf_counter() - connection.info.pop("ait_started", time.perf_counter())
    # CREATE ROLE takes no placeholder, so its password stands in the text.
    shown = re.sub(r"(?i)(\bpassword\s+)'(?:[^']|'')*'", r"\1'***'", statement)
    logger.info("%.1f ms: %s", elapsed * 1000, shown)
