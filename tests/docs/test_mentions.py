"""Every command, option and setting is described, and the pages build without a warning."""

import dataclasses
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ait_postgres import errors
from ait_postgres.cli.program import program
from ait_postgres.config import Settings

ROOT = Path(__file__).parents[2]
COMMANDS = (ROOT / "docs" / "commands.md").read_text()
SETTINGS = (ROOT / "docs" / "settings.md").read_text()
README = (ROOT / "README.md").read_text()


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(program)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None
        yield name, command


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=str)
def test_the_commands_page_describes_every_command_and_option(
    name: str, command: click.Command
) -> None:
    heading = f"\n## `{name}`\n"
    assert heading in COMMANDS
    section = COMMANDS.split(heading)[1].split("\n## ")[0]
    shared = COMMANDS.split("\n## ")[0]
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    for parameter in [*command.params, *(one for leaf in inner for one in leaf.params)]:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert f"`{option}" in section or f"`{option}" in shared, f"{name} {option}"


def test_the_readme_names_every_command() -> None:
    for name, _ in commands():
        assert re.search(rf"`{name}[` ]", README), name


def test_no_page_names_a_command_that_is_not_there() -> None:
    named = {
        line.removeprefix("## `").removesuffix("`")
        for line in COMMANDS.splitlines()
        if line.startswith("## `")
    }
    assert named == {name for name, _ in commands()}


def test_the_settings_page_describes_every_setting() -> None:
    for field in dataclasses.fields(Settings):
        assert f"`{field.name}`" in SETTINGS, field.name


@pytest.mark.parametrize("page", [README, SETTINGS], ids=["readme", "settings"])
def test_every_environment_variable_is_described(page: str) -> None:
    sources = "\n".join(path.read_text() for path in (ROOT / "src").rglob("*.py"))
    read = set(re.findall(r'["\'](AIT_[A-Z_]+|POSTGRES_[A-Z_]+)["\']', sources))
    assert "POSTGRES_URL" in read
    missing = {name for name in read if name not in page}
    assert not missing


def test_the_pages_build_without_a_warning(tmp_path: Path) -> None:
    built = subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-W",
            "-q",
            "-d",
            tmp_path / "doctrees",
            "docs",
            tmp_path / "html",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "html" / "index.html").exists()


def test_the_errors_page_names_every_error() -> None:
    page = (ROOT / "docs" / "errors.md").read_text()
    named = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert named == {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, Exception)
    }
