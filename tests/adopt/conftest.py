"""An older database, and the program run in a folder that names no project: AIt's own models."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import URL
from tests.adopt.older import OWN, build, described, fill
from tests.cli.schema_project import Answer
from tests.servers import matrix

from ait_postgres.migrate import scratch_database


class Older:
    """An older database, and the program that adopts it."""

    def __init__(self, folder: Path, url: URL, tables: dict[str, Any]) -> None:
        self.folder, self.tables = folder, tables
        self.url = url.render_as_string(hide_password=False)
        self.connection = psycopg.connect(
            url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
        )

    def environment(self) -> dict[str, str]:
        ours = ("POSTGRES_", "PG", "AIT_", "NO_COLOR", "FORCE_COLOR")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {**kept, "POSTGRES_URL": self.url, "AIT_CACHE_DIR": str(self.folder / "cache")}

    def run(self, *arguments: str) -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "ait_postgres", *arguments],
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=180,
        )
        return Answer(done.returncode, done.stdout, done.stderr)


def reference() -> Path | None:
    """The description of a whole database of AIt's, beside the checkout."""
    checkout = Path(__file__).resolve().parents[2]
    named = os.environ.get("AIT_SHARED")
    folders = [Path(named)] if named else [folder / "shared" for folder in checkout.parents]
    files = [folder / "reference" / "ait-tables.json" for folder in folders]
    return next((file for file in files if file.is_file()), None)


@pytest.fixture
def oldest_database(server_of: Callable[[int], Any]) -> Iterator[URL]:
    """An empty database on the oldest server."""
    with scratch_database(server_of(matrix.VERSIONS[0]).url) as engine:
        yield engine.url


@pytest.fixture
def older(tmp_path: Path, empty_database: URL) -> Iterator[Callable[..., Older]]:
    """Builds an older database, and fills it."""
    made: list[Older] = []

    def make(
        path: Path = OWN, *, url: URL = empty_database, built: bool = True, filled: bool = True
    ) -> Older:
        one = Older(tmp_path, url, described(path))
        made.append(one)
        if built:
            build(one.connection, one.tables)
        if built and filled:
            fill(one.connection, one.tables)
        return one

    yield make
    for one in made:
        one.connection.close()
