"""A project of the tests' own, and the program run in its folder."""

import contextlib
import importlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest

from ait_postgres.cli import run

HEAD = "import sqlalchemy as sa\nfrom sqlalchemy.orm import DeclarativeBase, mapped_column\n"
PYPROJECT = '[tool.ait-postgres]\nmodels = "app:Base"\nsql = "sql"\nmigrations = "migrations"\n'


@dataclass
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return orjson.loads(self.out)


class SchemaProject:
    """A folder with models, SQL files and migrations."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        (folder / "sql").mkdir()
        (folder / "pyproject.toml").write_text(PYPROJECT)
        self.models()

    def models(self, *lines: str) -> None:
        body = "class Base(DeclarativeBase):\n    pass\n" + "\n".join(lines) + "\n"
        (self.folder / "app.py").write_text(HEAD + body)

    def table(self, name: str, *columns: str) -> str:
        rows = [f"sa.Column({one})" for one in columns]
        return f"sa.Table({name!r}, Base.metadata, {', '.join(rows)})"

    def sql(self, name: str, text: str) -> None:
        (self.folder / "sql" / name).write_text(text)

    def environment(self, **more: str) -> dict[str, str]:
        ours = ("POSTGRES_", "PG", "AIT_", "NO_COLOR", "FORCE_COLOR")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        cache = str(self.folder / "cache")
        return {**kept, "POSTGRES_URL": self.url, "AIT_CACHE_DIR": cache, **more}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "ait_postgres", *arguments]

    def run(self, *arguments: str, **environment: str) -> Answer:
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def call(self, *arguments: str, **environment: str) -> Answer:
        """As `run`, within this process: without a start's seconds, or a terminal."""
        out, err = io.StringIO(), io.StringIO()
        changed = self.environment(**environment)
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            for name in os.environ.keys() - changed.keys():
                patch.delenv(name)
            for name, value in changed.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.StringIO())
            patch.setattr(sys, "path", [*sys.path])  # where the project's models are looked for
            patch.delitem(sys.modules, "app", raising=False)
            patch.chdir(self.folder)
            importlib.invalidate_caches()
            code = run(arguments)
            sys.modules.pop("app", None)
        return Answer(code, out.getvalue(), err.getvalue())

    def written(self) -> dict[str, str]:
        """The migrations' files, by name."""
        folder = self.folder / "migrations"
        return {
            str(file.relative_to(folder)): file.read_text()
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }
