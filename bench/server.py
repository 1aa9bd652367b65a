"""A server of the bench's own, with the embedded server's settings, and databases on it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine

import ait_postgres
from ait_postgres import embedded
from ait_postgres.testing.server import Server

MIGRATIONS = Path(ait_postgres.__file__).parent / "migrations"


@contextmanager
def database() -> Iterator[Engine]:
    """An engine on a database migrated to head, on a server that is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="ait-bench-") as folder:
        running = embedded.start(Path(folder))
        try:
            with Server.connected(running.url) as server:
                template = server.template(MIGRATIONS)
                with server.database(template=template) as url:
                    engine = create_engine(url, poolclass=NullPool)
                    yield engine
                    engine.dispose()
        finally:
            embedded.stop(Path(folder))
