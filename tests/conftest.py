"""Fixtures of the whole suite; those of the ``testing`` room are its own plugin."""

import contextlib
import functools
import os
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.servers import matrix

from ait_postgres import embedded
from ait_postgres.errors import EmbeddedServerError

if TYPE_CHECKING:
    from ait_postgres.testing.server import Server

pytest_plugins = ["ait_postgres.testing", "pytester"]


@contextlib.contextmanager
def _data_dir() -> Generator[Path]:
    # Not below tmp_path: as root, the server's account must get in, and each run
    # of pytest closes that folder to all but root again.
    with tempfile.TemporaryDirectory(prefix="ait-") as made:
        Path(made).chmod(0o755)
        data_dir = Path(made, ".ait")
        yield data_dir
        for version in (embedded.VERSION, *range(14, embedded.VERSION)):
            with contextlib.suppress(EmbeddedServerError):
                embedded.stop(data_dir, version=version)


@pytest.fixture
def data_dir() -> Generator[Path]:
    """A data folder for an embedded server of this test's own, not made yet."""
    with _data_dir() as made:
        yield made


@pytest.fixture(scope="module")
def module_data_dir() -> Generator[Path]:
    """The same for a server that the tests of a module share."""
    with _data_dir() as made:
        yield made


@pytest.fixture(scope="session")
def server_of(pytestconfig: pytest.Config) -> "Generator[Callable[[int], Server]]":
    """Gives the run's server of a major version: started once, shared by the workers.

    A test is skipped, and says so, where that version is not installed.
    """
    # Late: pytest rewrites the assertions of a plugin, unless it is imported already.
    from ait_postgres.testing.plugin import DATA_DIR
    from ait_postgres.testing.server import Server, start

    with contextlib.ExitStack() as opened:

        @functools.cache
        def server(version: int) -> Server:
            binaries = matrix.binaries(version)
            if binaries is None:
                pytest.skip(f"no PostgreSQL {version} is installed: {matrix.SKIPPED}")
            url = start(pytestconfig.stash[DATA_DIR], binaries)
            return opened.enter_context(Server.connected(url))

        yield server


@pytest.fixture(scope="session")
def shared_payloads() -> Path:
    """The folder of real payloads, ``shared/payloads`` beside the checkout.

    ``AIT_SHARED`` names another ``shared`` folder.
    """
    checkout = Path(__file__).resolve().parents[1]
    named = os.environ.get("AIT_SHARED")
    candidates = [Path(named)] if named else [folder / "shared" for folder in checkout.parents]
    for candidate in candidates:
        if (candidate / "payloads").is_dir():
            return candidate / "payloads"
    pytest.skip(f"no payloads in {', '.join(map(str, candidates[:2]))}: set AIT_SHARED to run this")
