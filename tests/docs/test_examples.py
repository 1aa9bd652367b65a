"""Every example of the README and the docs is carried out, page by page, top to bottom.

A page begins in an empty folder without settings, as its reader does. ``console``
blocks run in a shell and must print what the page shows, where ``...`` stands
for what differs from run to run; ``python`` blocks run in one namespace.
"""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import URL
from sybil import Example, Sybil
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser

from ait_postgres import close_postgres_connection

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
OURS = ("POSTGRES_URL", "PG", "AIT_", "NO_COLOR", "FORCE_COLOR")


class Console:
    """Runs the ``console`` blocks of one page in one folder."""

    def __init__(self, folder: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.environment = dict(os.environ)
        self.monkeypatch = monkeypatch
        self.url = url
        self.ran = 0

    def evaluate(self, example: Example) -> None:
        for command, expected in blocks(str(example.parsed)):
            self.ran += 1
            printed = self.run(command, expected)
            same = doctest.OutputChecker().check_output(
                squeezed(expected), squeezed(printed), doctest.ELLIPSIS
            )
            where = f"{example.path}:{example.line}"
            assert same, f"{where}: {command}\n--- shown\n{expected}--- printed\n{printed}"

    def run(self, command: str, expected: str) -> str:
        if match := re.fullmatch(r"export (\w+)=(.*)", command):
            name, value = match.groups()
            # The page names a server of its reader's; here it is the tests' own.
            value = self.url if name == "POSTGRES_URL" else value
            self.environment[name] = value
            self.monkeypatch.setenv(name, value)
            return ""
        if match := re.fullmatch(r"cat ([\w.-]+)", command):
            # A file that the page shows is made as shown.
            (self.folder / match[1]).write_text(expected)
        # What make demo runs is asserted below; here it runs in this folder.
        command = command.replace("make demo", "ait-postgres demo")
        done = subprocess.run(
            command,
            shell=True,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=120,
        )
        return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def squeezed(text: str) -> str:
    """Make columns as narrow as can be: a longer name elsewhere widens them."""
    return re.sub("─+", "─", re.sub(" {2,}", "  ", text))


def blocks(source: str) -> list[tuple[str, str]]:
    """Part a console block into commands and what each prints."""
    found: list[tuple[str, str]] = []
    for line in source.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif found and found[-1][0].endswith("\\"):
            found[-1] = (f"{found[-1][0]}\n{line}", "")
        else:
            assert found, f"a console block begins with its command, not with {line!r}"
            found[-1] = (found[-1][0], f"{found[-1][1]}{line.rstrip()}\n")
    return found


@pytest.fixture
def project(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, without settings."""
    for name in list(os.environ):
        if name.startswith(OURS):
            monkeypatch.delenv(name)
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    monkeypatch.setenv("PATH", programs)
    monkeypatch.setenv("COLUMNS", "80")
    data_dir.mkdir()  # so that its folder is the project, whatever stands above it
    monkeypatch.chdir(data_dir.parent)
    return data_dir.parent


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_of_a_page_do_what_it_says(
    page: Path, project: Path, empty_database: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = empty_database.render_as_string(hide_password=False)
    console = Console(project, url, monkeypatch)
    parsers = [
        CodeBlockParser("console", console.evaluate),
        PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS),
    ]
    document = Sybil(parsers=parsers).parse(page)
    try:
        for example in document.examples():
            example.evaluate()
    finally:
        close_postgres_connection()
        subprocess.run(["ait-postgres", "down"], cwd=project, check=True, capture_output=True)


def test_make_demo_is_the_demo_command() -> None:
    recipe = (ROOT / "Makefile").read_text().split("\ndemo:")[1].split("\n\n")[0]
    assert recipe.splitlines()[1].strip() == "$(BIN)/ait-postgres demo"


def test_no_command_hides_in_a_block_that_is_not_run() -> None:
    for page in PAGES:
        language: str | None = None  # of the block that a line stands in
        for line in page.read_text().splitlines():
            if line.startswith("```"):
                language = None if language is not None else line.removeprefix("```")
            elif language not in {None, "console"}:
                assert not re.match(r"(\$ )?ait-postgres ", line), f"{page.name}: {line}"
