"""The typed rows are fresh, true to the tables, and hold pydantic and mypy to them."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Engine, insert, select

from ait_postgres.schemas import Base, data_targets, generate
from ait_postgres.schemas.data_targets import GitHubIssueDataTarget

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=dt.UTC)
ISSUE: dict[str, Any] = {
    "id": "1",
    "number": 1,
    "title": "a title",
    "state": "open",
    "html_url": "https://example.com/1",
}
CLASSES = {mapper.class_.__name__: mapper.local_table for mapper in Base.registry.mappers}


def refusals(value: dict[str, Any], target: Any = GitHubIssueDataTarget) -> set[tuple[str, str]]:
    try:
        TypeAdapter(target).validate_python(value)
    except ValidationError as error:
        return {(str(found["loc"][0]), found["type"]) for found in error.errors()}
    return set()


def test_the_file_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main(["--check"]) == 0
    assert capsys.readouterr().err == ""


def test_a_stale_file_is_seen_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "data_targets.py"
    monkeypatch.setattr(generate, "PATH", path)
    assert generate.main(["--check"]) == 3
    path.write_text("something else")
    assert generate.main(["--check"]) == 3
    assert "make generate" in capsys.readouterr().err
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0


def test_the_same_models_give_the_same_text_in_any_process() -> None:
    code = "from ait_postgres.schemas.generate import render; print(render(), end='')"
    texts = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert texts == {generate.PATH.read_text()}


def test_it_is_formatted_as_ruff_formats() -> None:
    ruff = Path(sys.executable).with_name("ruff")
    subprocess.run(
        [ruff, "format", "--check", "--config", ROOT / "pyproject.toml", generate.PATH], check=True
    )


def test_importing_it_does_not_import_pydantic() -> None:
    code = "import sys, ait_postgres.schemas.data_targets; sys.exit('pydantic' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_keys_are_the_columns(name: str) -> None:
    columns = CLASSES[name].columns
    target = getattr(data_targets, f"{name}DataTarget")
    chosen = getattr(data_targets, f"{name}DataSelect")
    assert {*target.__annotations__, *reserved(target)} == set(columns.keys())
    assert chosen.__required_keys__ == {column.name for column in columns}
    empty = {key for key, kind in refusals({}, target) if kind == "missing"}
    assert empty == {
        column.name for column in columns if not column.nullable and column.server_default is None
    }


def reserved(target: Any) -> set[str]:
    return set().union(
        *(base.__annotations__ for base in target.__orig_bases__ if hasattr(base, "__total__"))
    )


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({}, set()),
        ({"body": None, "labels": [{"name": "bug"}], "issue_created_at": NOW}, set()),
        ({"title": "x" * 512}, set()),
        ({"title": "x" * 513}, {("title", "string_too_long")}),
        ({"title": None}, {("title", "string_type")}),
        ({"number": 2**31 - 1}, set()),
        ({"number": 2**31}, {("number", "less_than_equal")}),
        ({"number": -(2**31) - 1}, {("number", "greater_than_equal")}),
        ({"number": 2**90}, {("number", "less_than_equal")}),
        ({"number": "1"}, {("number", "int_type")}),
        ({"number": 1.0}, {("number", "int_type")}),
        ({"number": True}, {("number", "int_type")}),
        ({"locked": 1}, {("locked", "bool_type")}),
        ({"issue_created_at": NOW.replace(tzinfo=None)}, {("issue_created_at", "timezone_aware")}),
        ({"issue_created_at": "2026-01-02T03:04:05Z"}, {("issue_created_at", "datetime_type")}),
        ({"titel": "x"}, {("titel", "extra_forbidden")}),
    ],
)
def test_pydantic_refuses_what_postgresql_would(
    change: dict[str, Any], refused: set[tuple[str, str]]
) -> None:
    assert refusals(ISSUE | change) == refused


def test_a_missing_key_is_named() -> None:
    assert refusals({}) == {(key, "missing") for key in ISSUE}


def test_a_closed_set_is_held() -> None:
    row = {"message_id": "1", "rating": "superb"}
    assert refusals(row, data_targets.FeedbackDataTarget) == {("rating", "literal_error")}


def test_bigint_and_list_are_held() -> None:
    row = {"id": "1", "name": "n", "size": 2**63, "topics": ["a", 1]}
    assert refusals(row, data_targets.GitHubRepositoryDataTarget) == {
        ("size", "less_than_equal"),
        ("topics", "string_type"),
    }


def test_a_target_is_stored_and_comes_back(modelled: Engine) -> None:
    """What the type lets through at its bounds, PostgreSQL takes too."""
    table = Base.metadata.tables["github_issues"]
    target = TypeAdapter(GitHubIssueDataTarget).validate_python(
        ISSUE | {"title": "\U0001f600" * 512, "number": 2**31 - 1, "issue_created_at": NOW}
    )
    with modelled.begin() as connection:
        connection.execute(insert(table).values(target))
        row = connection.execute(select(table)).mappings().one()
    assert {key: row[key] for key in target} == target
    assert set(row) == data_targets.GitHubIssueDataSelect.__required_keys__


TYPING = """
import datetime as dt
from ait_postgres.schemas.data_targets import (
    GitHubIssueDataSelect, GitHubIssueDataTarget, GoogleGmailMessageDataTarget
)

ok: GitHubIssueDataTarget = {"id": "1", "number": 1, "title": "t", "state": "open", "html_url": "u"}
ok["body"] = None
mail: GoogleGmailMessageDataTarget = {"id": "1", "from": "a@example.com"}
missing: GitHubIssueDataTarget = {"id": "1"}
ok["number"] = "1"
ok["titel"] = "x"
ok["issue_created_at"] = "2026-01-02"

def read(row: GitHubIssueDataSelect) -> dt.datetime:
    when: dt.datetime = row["created_at"]
    return row["issue_created_at"]
"""


def test_mypy_holds_a_mapping_to_the_table(tmp_path: Path) -> None:
    snippet = tmp_path / "snippet.py"
    snippet.write_text(TYPING)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--hide-error-context"]
    config = ["--config-file", str(ROOT / "pyproject.toml"), f"--cache-dir={ROOT / '.mypy_cache'}"]
    ran = subprocess.run([*mypy, *config, str(snippet)], cwd=ROOT, capture_output=True, text=True)
    found = [line.split(":", 1)[1] for line in ran.stdout.splitlines() if ": error:" in line]
    assert [(int(line.split(":")[0]), line.rpartition("[")[2]) for line in found] == [
        (10, "typeddict-item]"),
        (11, "typeddict-item]"),
        (12, "typeddict-unknown-key]"),
        (13, "typeddict-item]"),
        (17, "return-value]"),
    ], ran.stdout + ran.stderr
