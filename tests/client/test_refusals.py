"""What is said when a server refuses, is not there, is too old, or is still starting."""

import threading

import pytest
from sqlalchemy import make_url, text

from ait_postgres import embedded, server_errors
from ait_postgres.client import (
    PostgresClient,
)
from ait_postgres.embedded import address
from ait_postgres.errors import (
    AuthenticationFailed,
    ConfigError,
    DatabaseMissing,
    ServerTooOld,
    ServerUnavailable,
)

PID = text("SELECT pg_backend_pid()")


@pytest.fixture(scope="module")
def password_server(module_data_dir):
    """A server that listens on TCP and asks for a password, as on Windows."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (address, embedded.cluster):
            patch.setattr(module, "uses_socket", lambda: False)
        running = embedded.start(module_data_dir, settings={"fsync": "off"})
    return make_url(running.url)


def refused(settings, url, kind, **fields):
    shown = url if isinstance(url, str) else url.render_as_string(hide_password=False)
    with pytest.raises(kind) as caught, PostgresClient(settings(url=shown, **fields)) as made:
        made.connect().__enter__()
    message = str(caught.value)
    assert "\n" not in message
    assert "hunter2" not in message
    return caught.value


def test_a_password_lets_in_over_tcp(settings, password_server):
    url = password_server.render_as_string(hide_password=False)
    with PostgresClient(settings(url=url)) as made, made.connect() as connection:
        assert connection.scalar(text("SHOW listen_addresses")) == "127.0.0.1"


def test_a_wrong_password(settings, password_server):
    error = refused(settings, password_server.set(password="hunter2"), AuthenticationFailed)
    assert f"127.0.0.1:{password_server.port} refused the user 'postgres'" in str(error)
    assert "POSTGRES_URL" in str(error)
    assert error.__cause__ is not None
    assert "hunter2" not in str(error.__cause__)


def test_an_unknown_user(settings, empty_database):
    error = refused(settings, empty_database.set(username="nobody-here"), AuthenticationFailed)
    assert "nobody-here" in str(error)


def test_a_missing_database(settings, empty_database):
    error = refused(settings, empty_database.set(database="no-such"), DatabaseMissing)
    assert "has no database 'no-such'" in str(error)
    assert "createdb" in str(error)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgres://u:hunter2@127.0.0.1:1/db", "answers at 127.0.0.1:1"),
        ("postgres://u:hunter2@/db?host=/nowhere", "answers at /nowhere"),
        ("postgres://u:hunter2@host.invalid/db", "host.invalid:5432"),
        ("postgres://u:hunter2@127.0.0.1:1,127.0.0.1:2/db", "127.0.0.1:1, 127.0.0.1:2"),
    ],
)
def test_nobody_answers(settings, url, said):
    assert said in str(refused(settings, url, ServerUnavailable))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://u:hunter2@h/db", "is a mysql URL"),
        ("postgres://u:hunt@hunter2@h/db", "percent-encoded"),
        ("postgres://u:hunt/hunter2@h/db", "percent-encoded"),
        ("postgres://u:hunt?hunter2@h/db", "percent-encoded"),
        ("postgres://u:hunt#hunter2@h/db", "percent-encoded"),
        ("postgres://u:hunter2@h:port/db", "no port from 1 to 65535"),
        ("postgres://u:hunter2@h:99999/db", "no port from 1 to 65535"),
        ("postgres://u:hunter2@h/db?schema=public", "'schema' that PostgreSQL does not know"),
        ("nonsense", "expected postgresql://"),
        ("postgres://u:hunter2@h/db?sslmode=require&=", "percent-encoded"),
    ],
)
def test_a_url_that_cannot_be_read(settings, url, said):
    assert said in str(refused(settings, url, ConfigError))


def test_an_old_server(settings, empty_database, monkeypatch):
    monkeypatch.setattr(server_errors, "OLDEST", 990000)
    assert "version 99 or newer" in str(refused(settings, empty_database, ServerTooOld))


def test_ssl_that_the_server_does_not_speak(settings, password_server):
    error = refused(settings, password_server, ServerUnavailable, ssl="require")
    assert "AIT_SSL" in str(error)
    url = password_server.update_query_dict({"sslmode": "require"})
    with (
        PostgresClient(
            settings(url=url.render_as_string(hide_password=False), ssl="disable")
        ) as made,
        made.connect() as connection,
    ):
        assert connection.scalar(PID)


def test_a_server_that_goes_away_is_told_apart_from_a_full_pool(data_dir, settings):
    running = embedded.start(data_dir, settings={"fsync": "off"})
    with PostgresClient(settings(url=running.url, pool_timeout=60)) as made:
        with made.connect() as connection:
            connection.execute(PID)
        embedded.stop(data_dir)
        with pytest.raises(ServerUnavailable, match="answers at"):
            made.connect().__enter__()
        embedded.start(data_dir)
        try:
            with made.connect() as connection:
                assert connection.scalar(PID)
        finally:
            embedded.stop(data_dir)


def test_waiting_for_a_server_that_starts(data_dir, settings):
    running = embedded.start(data_dir, settings={"fsync": "off"})
    embedded.stop(data_dir)
    told = []
    starter = threading.Timer(0.5, lambda: embedded.start(data_dir))
    starter.start()
    try:
        with PostgresClient(settings(url=running.url)) as made:
            made.wait(30, lambda waited, why: told.append((waited, why)))
            with made.connect() as connection:
                assert connection.scalar(PID)
    finally:
        starter.join()
        embedded.stop(data_dir)
    assert told
    assert "answers at" in told[0][1]


def test_waiting_ends_at_its_limit_and_at_a_refusal(settings, password_server):
    nobody = settings(url="postgres://u@127.0.0.1:1/db")
    with PostgresClient(nobody) as made, pytest.raises(ServerUnavailable):
        made.wait(0.3)
    wrong = password_server.set(password="x").render_as_string(hide_password=False)
    with PostgresClient(settings(url=wrong)) as made, pytest.raises(AuthenticationFailed):
        made.wait(600)


# --- the process's client ---------------------------------------------------
