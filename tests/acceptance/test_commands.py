"""The commands one after the other, as a user would run them."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

SAMPLES = Path(__file__).parents[2] / "src" / "ait_postgres" / "samples"
MESSAGES = [
    {"type": "message", "user": "U1", "text": f"number {n}", "ts": f"1735689600.{n:06}"}
    for n in range(4)
]


@pytest.fixture
def url(database: sa.URL) -> str:
    return database.render_as_string(hide_password=False)


def test_up_status_down(user: Any) -> None:
    assert (
        user.run("status").out == "The embedded server is not running; ait-postgres up starts it.\n"
    )
    up = user.run("up", "--json").json
    assert up["status"] == "ok"
    again = user.run("up", "--json").json
    assert again["status"] == "no_changes"
    assert again["server"]["pid"] == up["server"]["pid"]
    status = user.run("status", "--json").json
    assert status["server"]["embedded"] is True
    assert status["server"]["pid"] == up["server"]["pid"]
    assert (status["applied"], status["drift"]) == ([], None)
    assert user.run("down", "--json").json == {"status": "ok", "stopped": True}
    assert user.run("down", "--json").json == {"status": "no_changes", "stopped": False}


def test_with_a_server_of_ones_own_the_embedded_one_is_left_alone(user: Any, url: str) -> None:
    up = user.run("up", POSTGRES_URL=url)
    assert (up.code, up.out) == (
        0,
        "POSTGRES_URL is set, so the embedded server is not used; nothing was started.\n",
    )
    assert "is not used" in user.run("down", POSTGRES_URL=url).out
    assert list((user.folder / ".ait").iterdir()) == []


def test_settings_are_read_from_the_file_of_the_project(user: Any, url: str) -> None:
    (user.folder / ".env").write_text(f"POSTGRES_URL={url}\n")
    inner = user.folder / "deep" / "inside"
    inner.mkdir(parents=True)
    user.folder = inner
    assert user.run("status", "--json").json["server"]["embedded"] is False
    user.folder = inner.parents[1]


def test_migrate_says_what_it_would_do_and_then_does_it(user: Any, empty_database: sa.URL) -> None:
    url = empty_database.render_as_string(hide_password=False)
    dry = user.run("migrate", "--dry-run", "--json", "--url", url).json
    assert dry["status"] == "no_changes"
    assert dry["pending"][0] == "0001_initial"
    assert user.run("status", "--json", "--url", url).json["pending"] == dry["pending"]
    done = user.run("migrate", "--to", "0001_initial", "--json", "--url", url).json
    assert [one["name"] for one in done["applied"]] == ["0001_initial"]
    assert done["pending"] == dry["pending"][1:]
    user.run("migrate", "--url", url)
    assert user.run("migrate", "--json", "--url", url).json == {
        "status": "no_changes",
        "applied": [],
        "pending": [],
        "statements": [],
    }
    assert user.run("migrate", "--url", url).out == "Nothing to apply.\n"


def test_status_tells_drift_with_its_exit_code(user: Any, url: str, engine: sa.Engine) -> None:
    whole = user.run("status", "--json", "--url", url)
    same_major = whole.json["drift"] is not None
    assert whole.code == 0
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE slack_messages DROP COLUMN text")
    changed = user.run("status", "--json", "--url", url)
    if same_major:  # elsewhere the catalogues cannot be compared, and status says so
        assert (changed.code, changed.json["drift"]) == (3, True)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE ait_migrations SET sha256 = repeat('0', 64)")
    edited = user.run("status", "--json", "--url", url)
    assert edited.code == 3
    assert "0001_initial" in edited.json["problems"][0]
    refused = user.run("migrate", "--url", url)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "nothing was applied" in refused.err


def test_seed(user: Any, url: str) -> None:
    counts = {"created": 8, "updated": 0, "unchanged": 0}
    assert user.run("seed", "--json", "--url", url).json == {"status": "ok", **counts}
    counts = {"created": 0, "updated": 0, "unchanged": 8}
    assert user.run("seed", "--json", "--url", url).json == {"status": "no_changes", **counts}


@pytest.mark.parametrize("form", ["list", "ndjson", "gzip", "folder", "stdin"])
def test_ingest_takes_files_of_every_form(user: Any, url: str, form: str) -> None:
    lines = "\n".join(json.dumps(one) for one in MESSAGES).encode()
    name, stdin = "messages", b""
    if form == "list":
        (user.folder / name).write_text(json.dumps(MESSAGES, indent=2))
    elif form == "ndjson":
        (user.folder / name).write_bytes(lines)
    elif form == "gzip":
        (user.folder / name).write_bytes(gzip.compress(lines))
    elif form == "folder":
        (user.folder / name / "deep").mkdir(parents=True)
        later = lines.partition(b"\n")[2]
        (user.folder / name / "deep" / "two.ndjson.gz").write_bytes(gzip.compress(later))
        (user.folder / name / "one.json").write_text(json.dumps({"messages": MESSAGES[:1]}))
    else:
        name, stdin = "-", lines
    command = ("ingest", "slack_message", name, "--context", "channel=C024BE91L", "--url", url)
    first = user.run(*command, "--json", stdin=stdin).json
    assert (first["status"], first["inserted"], first["rejected"]) == ("ok", 4, 0)
    second = user.run(*command, "--json", stdin=stdin).json
    assert (second["status"], second["unchanged"]) == ("no_changes", 4)


def test_ingest_says_what_was_rejected_and_why(user: Any, url: str) -> None:
    answer = user.run("ingest", "slack_message", str(SAMPLES / "slack_message.json"), "--url", url)
    assert answer.code == 0
    first, second, *reasons = answer.out.splitlines()
    assert first.startswith("slack_message: 14 inserted, ")
    assert second == "Rejected, and kept in ingest_rejects:"
    assert any("does not name its channel" in reason for reason in reasons)


def test_a_waiting_command_begins_when_the_server_answers(user: Any) -> None:
    answer = user.run("status", "--url", "postgresql://localhost:1/mine", "--wait", "0.3")
    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert "no PostgreSQL server answers at localhost:1" in answer.err
