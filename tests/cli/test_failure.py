"""Whatever is raised becomes one line without a secret."""

import orjson
import psycopg
import pytest
import sqlalchemy as sa

from ait_postgres import errors
from ait_postgres.cli import failure, program, run


@pytest.mark.parametrize(
    ("error", "kind", "message"),
    [
        (errors.UnknownEntity("no entity 'x'"), "unknown_entity", "no entity 'x'"),
        (errors.ServerTooOld("too\n old"), "server_too_old", "too old"),
        (
            OSError(28, "No space left on device", "a.json"),
            "os_error",
            "a.json: No space left on device",
        ),
        (
            errors.ConfigError("cannot read postgresql+psycopg://me:s3cr:et@host/db?x=1"),
            "config_error",
            "cannot read postgresql+psycopg://me:***@host/db?x=1",
        ),
    ],
)
def test_an_exception_in_words(error: Exception, kind: str, message: str) -> None:
    assert failure.describe(error) == failure.Failure(kind, message)


def test_postgres_own_words_reach_the_person(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.ProgrammingError) as caught, engine.begin() as connection:
        connection.exec_driver_sql("select nothing from nowhere")
    described = failure.describe(caught.value)
    assert described.kind == "database_error"
    assert described.message == (
        'PostgreSQL refused: relation "nowhere" does not exist (SQLSTATE 42P01); '
        "see with ait-postgres status whether migrations are pending"
    )


def test_a_lost_connection_is_one_line(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.OperationalError) as caught, engine.connect() as connection:
        connection.exec_driver_sql("select pg_terminate_backend(pg_backend_pid())")
    message = failure.describe(caught.value).message
    assert "terminat" in message
    assert "\n" not in message


@pytest.mark.parametrize("traceback", ["", "1"])
def test_a_fault_of_ours_says_how_to_see_the_traceback(
    traceback: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("at postgresql://me:secret@host/db")

    monkeypatch.setenv("AIT_TRACEBACK", traceback)
    monkeypatch.setattr(program.program, "main", fail)
    assert run(["status"]) == 1
    printed = capsys.readouterr().err
    assert "error: unexpected ZeroDivisionError: at postgresql://me:***@host/db;" in printed
    assert "AIT_TRACEBACK=1" in printed
    assert ("Traceback" in printed) is (traceback == "1")
    assert "secret" not in printed


def test_ctrl_c_ends_in_one_line_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program.program, "main", interrupt)
    assert run(["status"]) == 130
    assert capsys.readouterr() == ("", "Interrupted.\n")
    assert run(["status", "--json"]) == 130
    assert orjson.loads(capsys.readouterr().out)["error"]["kind"] == "interrupted"


def test_psycopg_errors_are_found_bare_as_well(postgres_url: str) -> None:
    conninfo = postgres_url.replace("+psycopg", "", 1)
    with pytest.raises(psycopg.Error) as caught, psycopg.connect(conninfo) as connection:
        connection.execute("select 1/0")
    assert failure.describe(caught.value).message == (
        "PostgreSQL refused: division by zero (SQLSTATE 22012)"
    )
