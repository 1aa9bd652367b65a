"""The client a command works with, opened for it and closed after it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

    from ait_postgres.client import PostgresClient
    from ait_postgres.config import Settings


def settings_for(url: str | None) -> Settings:
    """Read the settings; ``--url`` outranks them."""
    from ait_postgres.config import read_settings

    return read_settings() if url is None else read_settings(url=url)


@contextmanager
def opened(url: str | None, wait: float) -> Generator[PostgresClient]:
    """Open a client; an embedded server that is needed is started.

    Args:
        url: What ``--url`` gave.
        wait: Seconds to wait for a server that is still starting.
    """
    from ait_postgres.client import PostgresClient

    with PostgresClient(settings_for(url)) as client:
        if wait:
            _wait(client, wait)
        yield client


def _wait(client: PostgresClient, limit: float) -> None:
    from ait_postgres.cli.progress import LateProgress

    with LateProgress("waiting for the server", "seconds") as bar:
        client.wait(limit, lambda waited, _why: bar.update(int(waited), int(limit)))
