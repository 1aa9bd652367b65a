"""What bad input gets: one line with what to do, exit code 1, nothing half done."""

import gzip
import json
import re
import socket
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from ait_postgres import embedded
from ait_postgres.embedded import address
from ait_postgres.schemas import Base

SAMPLES = Path(__file__).parents[2] / "src" / "ait_postgres" / "samples"
MESSAGE = {"type": "message", "user": "U1", "text": "kept?", "ts": "1735689600.000100"}
SLACK = ("ingest", "slack_message", "--context", "channel=C024BE91L")
SECRET = "hunter2"


def shown(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.fixture
def url(database: sa.URL) -> str:
    return shown(database)


@pytest.fixture
def rows(engine: sa.Engine) -> Any:
    """A function that counts the rows of every table, the rejects among them."""
    every = sa.union_all(
        *(
            sa.select(sa.literal(table.name), sa.func.count()).select_from(table)
            for table in Base.metadata.tables.values()
        )
    )

    def count() -> dict[str, int]:
        with engine.connect() as connection:
            return dict(connection.execute(every).all())

    return count


def refused(answer: Any, *words: str) -> None:
    """Hold an answer to one line on stderr that says these words and no secret."""
    assert answer.code == 1
    assert answer.out == ""
    assert answer.err.startswith("error: ")
    assert answer.err.count("\n") == 1
    assert SECRET not in answer.err
    for word in words:
        assert word in answer.err


# The server


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (f"mysql://me:{SECRET}@localhost/mine", ["postgresql://"]),
        (f"not a url {SECRET}", ["postgresql://"]),
        (f"postgresql://me:{SECRET}@localhost:port/mine", ["POSTGRES_URL"]),
        (f"postgresql://me:{SECRET}@localhost:1/mine", ["localhost:1", "start it"]),
        (f"postgresql://me:{SECRET}@no-such-host.invalid/mine", ["no-such-host.invalid"]),
    ],
    ids=["another database's", "no url", "port", "refused", "host"],
)
def test_a_wrong_url(user: Any, url: str, words: list[str]) -> None:
    refused(user.run("migrate", "--url", url), *words)
    refused(user.run("demo", POSTGRES_URL=url), *words)


@pytest.fixture(scope="module")
def password_server(module_data_dir: Path) -> Iterator[sa.URL]:
    """A server that asks for a password, as the embedded one does on Windows."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (address, embedded.cluster):
            patch.setattr(module, "uses_socket", lambda: False)
        running = embedded.start(module_data_dir, settings={"fsync": "off"})
    yield sa.make_url(running.url)
    embedded.stop(module_data_dir)


def test_a_wrong_password(user: Any, password_server: sa.URL) -> None:
    wrong = shown(password_server.set(password=SECRET))
    refused(user.run("status", "--url", wrong), "refused the user", "correct POSTGRES_URL")
    answer = user.run("status", "--url", wrong, "--json")
    assert answer.json["error"]["kind"] == "authentication_failed"
    assert (answer.code, answer.err) == (1, "")


def test_the_password_is_in_no_output(user: Any, password_server: sa.URL) -> None:
    secret = password_server.password
    assert secret
    url = shown(password_server)
    for command in (
        ["status"],
        ["migrate"],
        ["seed"],
        ["demo"],
        ["demo", "--json"],
        ["status", "--json"],
    ):
        answer = user.run(*command, POSTGRES_URL=url, AIT_LOG_STATEMENTS="1")
        assert answer.code == 0, answer.err
        assert str(secret) not in answer.out + answer.err


def test_a_missing_database(user: Any, empty_database: sa.URL) -> None:
    answer = user.run("migrate", "--url", shown(empty_database.set(database="no-such")))
    refused(answer, "has no database 'no-such'", "createdb")


@pytest.fixture
def old_server() -> Iterator[int]:
    """Something that says it is PostgreSQL 13.14 and lets everybody in; its port."""

    def packet(kind: bytes, body: bytes) -> bytes:
        return kind + (len(body) + 4).to_bytes(4) + body

    greeting = packet(b"R", (0).to_bytes(4))
    greeting += packet(b"S", b"server_version\x0013.14\0") + packet(
        b"S", b"client_encoding\0UTF8\0"
    )
    greeting += packet(b"K", (1).to_bytes(4) + (2).to_bytes(4)) + packet(b"Z", b"I")

    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    client, _ = listening.accept()
                except OSError:  # closed: the test is over
                    return
                with client:
                    client.recv(1000)
                    client.sendall(greeting)
                    client.recv(1000)

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1]


def test_a_server_below_14(user: Any, old_server: int) -> None:
    url = f"postgresql://me@127.0.0.1:{old_server}/mine?sslmode=disable&gssencmode=disable"
    refused(user.run("status", "--url", url), "is PostgreSQL 13", "14 or newer")


@pytest.fixture
def guest(database: sa.URL, engine: sa.Engine) -> Iterator[sa.URL]:
    """A user of that database who may do nothing."""
    name = f"guest_{uuid.uuid4().hex}"  # roles belong to the server, which all tests share
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN PASSWORD '{SECRET}'")
    yield database.set(username=name, password=SECRET)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP ROLE {name}")


def test_a_server_without_a_free_connection(user: Any, guest: sa.URL, engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER ROLE {guest.username} CONNECTION LIMIT 0")
    refused(user.run("seed", "--url", shown(guest)), "no connection left")


def test_what_postgresql_refuses_is_told_in_its_own_words(
    user: Any, guest: sa.URL, rows: Any
) -> None:
    before = rows()
    refused(
        user.run("seed", "--url", shown(guest)), "permission denied for table providers", "42501"
    )
    assert rows() == before


def test_a_database_without_tables(user: Any, empty_database: sa.URL) -> None:
    (user.folder / "one.json").write_text(json.dumps(MESSAGE))
    answer = user.run(*SLACK, "one.json", "--url", shown(empty_database))
    refused(answer, "slack_messages", "ait-postgres status")


# The embedded server


@pytest.mark.parametrize("command", ["up", "demo"])
def test_a_data_folder_that_cannot_be_written(user: Any, command: str) -> None:
    (user.folder / "file").write_text("not a folder")
    refused(user.run(command, AIT_DATA_DIR="file/ait"), "file/ait", "AIT_DATA_DIR")
    assert (user.folder / "file").read_text() == "not a folder"


def test_a_setting_that_makes_no_sense(user: Any) -> None:
    refused(user.run("status", AIT_POOL_SIZE="many"), "AIT_POOL_SIZE", "whole number")
    refused(user.run("up", AIT_ENCRYPTION_KEY=SECRET), "AIT_ENCRYPTION_KEY", "64 hex digits")


# The input


def line(number: int) -> str:
    return json.dumps({**MESSAGE, "ts": f"1735689600.{number:06}"})


GOOD = "\n".join(map(line, range(20_000)))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("no.json", b"slack it is", ["no.json", "not JSON", "line 1"]),
        ("html.json", b"<!DOCTYPE html>", ["not JSON", "line 1, column 1"]),
        ("cut.json", b'[{"type": "message", "ts": "17', ["cut.json", "not JSON"]),
        ("empty.json", b"", ["empty.json", "empty"]),
        ("latin.json", '{"text": "caf\u00e9"}'.encode("latin-1"), ["latin.json", "UTF-8"]),
        (
            "cut.json.gz",
            gzip.compress(GOOD.encode())[:-2000],
            ["cut.json.gz", "gzip", "ends too early"],
        ),
        ("late.ndjson", f"{GOOD}\n{{oops\n".encode(), ["late.ndjson", "line 20001"]),
        (
            "track.json",
            (SAMPLES / "spotify_track.json").read_bytes(),
            ["track.json", "no slack_message"],
        ),
    ],
    ids=[
        "text",
        "html",
        "cut",
        "empty",
        "latin-1",
        "truncated gzip",
        "a late line",
        "another vendor's",
    ],
)
def test_a_file_that_cannot_be_taken_in(  # noqa: PLR0917
    user: Any, url: str, rows: Any, name: str, content: bytes, words: list[str]
) -> None:
    (user.folder / "good.json").write_text(json.dumps(MESSAGE))
    (user.folder / name).write_bytes(content)
    before = rows()
    refused(user.run(*SLACK, "good.json", name, "--url", url), *words)
    assert rows() == before, "the good file is not stored either: all of a command or nothing"


def test_standard_input_that_cannot_be_taken_in(user: Any, url: str, rows: Any) -> None:
    before = rows()
    answer = user.run(*SLACK, "-", "--url", url, stdin=f"{GOOD}\n{{oops\n".encode())
    refused(answer, "standard input", "line 20001")
    assert rows() == before


def test_a_file_that_is_not_there(user: Any, url: str) -> None:
    refused(user.run(*SLACK, "gone.json", "--url", url), "gone.json", "No such file")
    (user.folder / "hollow").mkdir()
    refused(user.run(*SLACK, "hollow", "--url", url), "hollow", ".json")


@pytest.mark.parametrize(
    ("entity", "nearest"),
    [("slack_mesage", "slack_message"), ("github-issue", "github_issue"), ("tracks", "")],
)
def test_an_unknown_entity(user: Any, entity: str, nearest: str) -> None:
    answer = user.run("ingest", entity, "x.json")
    refused(answer, repr(entity), f"did you mean {nearest}?" if nearest else "spotify_track")
    assert list((user.folder / ".ait").iterdir()) == [], "no server is started for it"


def test_a_slip_in_the_command(user: Any) -> None:
    refused(user.run("migrat"), "did you mean 'migrate'?")
    refused(user.run("ingest", "slack_message"), "FILE")
    refused(user.run("ingest", "slack_message", "x", "--context", "channel"), "KEY=VALUE")


def test_errors_have_no_colours_where_there_is_no_terminal(user: Any) -> None:
    assert not re.search("\x1b", user.run("migrat").err)
