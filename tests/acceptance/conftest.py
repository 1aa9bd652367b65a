"""The program as a user gets it: a wheel, built here, in an environment of its own."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@dataclass
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        lines = self.out.splitlines()
        assert len(lines) == 1, f"--json prints one object, this is {self.out!r}"
        return json.loads(lines[0])


@dataclass
class User:
    """Somebody in an empty folder with the program on their path."""

    program: Path
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, stdin: bytes = b"", **environment: str) -> Answer:
        done = subprocess.run(
            [self.program, *arguments],
            cwd=self.folder,
            env={**self.environment, **environment},
            input=stdin,
            capture_output=True,
            timeout=300,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, install it in a fresh environment, and give its command.

    The dependencies are those of the environment the tests run in, reached by a
    .pth line; such a line runs no .pth files of that folder, so the editable
    install of the checkout stays out.
    """
    folder = tmp_path_factory.mktemp("acceptance")
    builder = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist"]
    subprocess.run(builder, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    place = folder / "venv"
    venv.create(place, symlinks=os.name != "nt")
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [sys.executable, "-m", "uv", "pip", "install", "--offline", "--no-deps", "--quiet"]
    subprocess.run([*install, "--python", python, wheel], check=True)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True)
    paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(site.stdout.strip()) / "dependencies.pth").write_text("\n".join(paths))
    where = [python, "-c", "import ait_postgres; print(ait_postgres.__file__)"]
    found = subprocess.run(where, check=True, capture_output=True, text=True, cwd=folder)
    assert found.stdout.startswith(str(place)), "the installed wheel is what is tested"
    return python.with_name("ait-postgres")


@pytest.fixture
def user(program: Path, data_dir: Path) -> Iterator[User]:
    """Give a user with no settings in an empty folder; their server is stopped after."""
    ours = ("POSTGRES_", "PG", "AIT_", "NO_COLOR", "FORCE_COLOR", "PYTHON")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    data_dir.mkdir()
    someone = User(program, data_dir.parent, {**environment, "COLUMNS": "80"})
    yield someone
    if any(data_dir.iterdir()):  # a server was started
        assert someone.run("down").code == 0
