"""The frame of the command line: what is imported, how mistakes are answered."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from ait_postgres.cli import run
from ait_postgres.cli.program import COMMANDS, program

HEAVY = {"sqlalchemy", "psycopg", "psycopg_pool", "pydantic", "rich", "orjson", "dotenv", "asyncio"}


def imported_by(*arguments: str) -> set[str]:
    script = (
        "import sys\nfrom ait_postgres.cli import run\n"
        f"code = run({list(arguments)!r})\n"
        "print('\\n' + ' '.join(sys.modules))\nsys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)], ids=" ".join
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    modules = imported_by(*arguments)
    assert "click" in modules
    assert not HEAVY & modules


def test_importing_the_package_imports_no_room() -> None:
    script = "import sys, ait_postgres; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    rooms = {name for name in done.stdout.split() if name.startswith("ait_postgres.")}
    assert rooms == set()


def test_the_public_names_resolve_and_are_sorted() -> None:
    import ait_postgres

    assert list(ait_postgres.__all__) == sorted(ait_postgres.__all__)
    for name in ait_postgres.__all__:
        assert getattr(ait_postgres, name).__name__ == name
    assert set(ait_postgres.__all__) <= set(dir(ait_postgres))
    with pytest.raises(AttributeError, match="no attribute 'ingset'"):
        ait_postgres.ingset  # noqa: B018


def leaves(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    """Every command, those of groups within as ``rejects list``."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        assert command.name == name
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", leaf) for inner, leaf in leaves(command))


def test_every_command_has_one_line_of_help_and_json() -> None:
    for name, command in leaves(program):
        line = command.get_short_help_str(limit=200)
        assert line.endswith("."), name
        if " " not in name:
            assert len(line) <= 68, f"{name}: it is cut off in --help on 80 columns"
        if not isinstance(command, click.Group):
            assert any("--json" in parameter.opts for parameter in command.params), name


def test_without_arguments_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert capsys.readouterr().out.startswith("Usage: ait-postgres")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["ingets"], "error: there is no command 'ingets'; did you mean 'ingest'? "),
        (["zzz"], "error: there is no command 'zzz'; see ait-postgres --help\n"),
        (["seed", "--jsno"], "error: no such option '--jsno'. Did you mean '--json'? "),
        (["seed", "--wait", "x"], "error: invalid value for '--wait': 'x' is not a valid float "),
        (["ingest"], "error: missing argument 'ENTITY' "),
    ],
)
def test_a_slip_in_the_arguments_is_one_line(
    arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(line)
    assert printed.err.count("\n") == 1


def test_with_json_a_slip_is_one_object_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["seed", "--json", "--nope"]) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    answer = json.loads(printed.out)
    assert answer["status"] == "error"
    assert answer["error"]["kind"] == "usage_error"
    assert "--nope" in answer["error"]["message"]


def test_a_reader_that_leaves_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "ait_postgres", "--help"], stdout=write, stderr=subprocess.PIPE
    )
    os.close(write)
    assert done.stderr == b""
    assert done.returncode == 1
