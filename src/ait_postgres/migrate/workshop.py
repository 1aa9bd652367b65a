"""Where states are built to be read: a development server, and what was read there before."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import NullPool, create_engine

from ait_postgres.migrate.snapshot import Snapshots

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL


@dataclass(frozen=True)
class Workshop:
    """A development server.

    Attributes:
        reach: Gives the URL of a database on it; called once, when one is needed.
        snapshots: The catalogues kept from earlier runs.
    """

    reach: Callable[[], URL]
    snapshots: Snapshots = field(default_factory=Snapshots)

    @cached_property
    def url(self) -> URL:
        """A database on the server, beside which scratch databases are made."""
        return self.reach()

    @cached_property
    def server_version(self) -> str:
        """As `18.4`."""
        with create_engine(self.url, poolclass=NullPool).connect() as connection:
            version = connection.exec_driver_sql("SHOW server_version").scalar_one()
        return str(version).split()[0]
