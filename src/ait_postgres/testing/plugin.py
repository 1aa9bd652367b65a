"""The fixtures, and the hooks that give the run's processes one server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ait_postgres.testing.server import Server, new_data_dir, remove_data_dir

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import URL, Connection, Engine

DATA_DIR = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Choose the data folder of the run's server; nothing is started yet."""
    handed_on = getattr(config, "workerinput", None)  # set in a worker of pytest-xdist
    config.stash[DATA_DIR] = Path(handed_on["ait_data_dir"]) if handed_on else new_data_dir()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401 - a type of pytest-xdist, which need not be there
    """Tell a worker of pytest-xdist the folder, so that all share one server."""
    node.workerinput["ait_data_dir"] = str(node.config.stash[DATA_DIR])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove its files, once, when every worker is done."""
    data_dir = config.stash.get(DATA_DIR, None)
    if data_dir is not None and not hasattr(config, "workerinput"):
        remove_data_dir(data_dir)


@pytest.fixture(scope="session")
def postgres_url(pytestconfig: pytest.Config) -> str:
    """SQLAlchemy URL of the run's server; its database is never migrated."""
    from ait_postgres.testing.server import start

    return os.environ.get("AIT_TEST_POSTGRES_URL") or start(pytestconfig.stash[DATA_DIR])


@pytest.fixture(scope="session")
def migrations_folder() -> Path:
    """The migrations every test database has; override it to test your own models."""
    import ait_postgres

    return Path(ait_postgres.__file__).parent / "migrations"


@pytest.fixture(scope="session")
def postgres_server(postgres_url: str) -> Generator[Server]:
    """The run's server, for tests that make databases themselves."""
    with Server.connected(postgres_url) as server:
        yield server


@pytest.fixture
def database(postgres_server: Server, migrations_folder: Path) -> Generator[URL]:
    """A database migrated to head, for this test alone; its SQLAlchemy URL."""
    with postgres_server.database(template=postgres_server.template(migrations_folder)) as url:
        yield url


@pytest.fixture
def empty_database(postgres_server: Server) -> Generator[URL]:
    """A database without any table, for this test alone; its SQLAlchemy URL."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture
def engine(database: URL) -> Generator[Engine]:
    """An engine on the test's ``database``; its connections close when given back."""
    from sqlalchemy import NullPool, create_engine

    made = create_engine(database, poolclass=NullPool)
    yield made
    made.dispose()


@pytest.fixture
def connection(engine: Engine) -> Generator[Connection]:
    """A connection with an open transaction, rolled back at the end."""
    with engine.connect() as opened:
        opened.begin()
        yield opened
        if opened.in_transaction():
            opened.rollback()
