"""`created_at` and `updated_at` are the database's, whoever writes and however."""

import datetime as dt
from collections.abc import Callable, Generator

import pytest
from sqlalchemy import Connection, Engine, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from ait_postgres.schemas import Base, GitHubIssue

LONG_AGO = dt.datetime(2020, 1, 2, 3, 4, 5, 678901, tzinfo=dt.UTC)


@pytest.fixture
def connection(modelled: Engine) -> Generator[Connection]:
    """Two issues, first stored and last changed long ago."""
    with modelled.begin() as opened:
        opened.execute(
            insert(GitHubIssue).values(
                [
                    {
                        "id": key,
                        "number": 1,
                        "title": "a title",
                        "state": "open",
                        "html_url": "https://example.com/1",
                        "labels": [{"name": "bug"}],
                        "created_at": LONG_AGO,
                        "updated_at": LONG_AGO,
                    }
                    for key in ("1", "2")
                ]
            )
        )
        yield opened


def times(connection: Connection, key: str = "1") -> tuple[dt.datetime, dt.datetime]:
    row = connection.execute(
        select(GitHubIssue.created_at, GitHubIssue.updated_at).where(GitHubIssue.id == key)
    ).one()
    return row[0], row[1]


def test_an_insert_may_say_when(connection: Connection) -> None:
    assert times(connection) == (LONG_AGO, LONG_AGO)


def upsert(title: str) -> Callable[[Connection], object]:
    def run(connection: Connection) -> object:
        statement = insert(GitHubIssue).values(
            id="1", number=1, title=title, state="open", html_url="https://example.com/1"
        )
        return connection.execute(
            statement.on_conflict_do_update(
                index_elements=["id"], set_={"title": statement.excluded.title}
            )
        )

    return run


def run(statement: str) -> Callable[[Connection], object]:
    return lambda connection: connection.execute(text(statement))


@pytest.mark.parametrize(
    "change",
    [
        run("UPDATE github_issues SET title = 'another' WHERE id = '1'"),
        run("UPDATE github_issues SET body = 'now known'"),
        run("UPDATE github_issues SET labels = NULL"),
        run('UPDATE github_issues SET labels = \'[{"name": "Bug"}]\''),
        run("UPDATE github_issues SET title = 'x', updated_at = '1999-01-01', created_at = now()"),
        upsert("another"),
    ],
)
def test_a_real_change_moves_updated_at(
    connection: Connection, change: Callable[[Connection], object]
) -> None:
    before = connection.scalar(select(func.clock_timestamp()))
    change(connection)
    created_at, updated_at = times(connection)
    assert created_at == LONG_AGO
    assert before is not None
    assert updated_at > before


@pytest.mark.parametrize(
    "touch",
    [
        run("UPDATE github_issues SET title = title"),
        run("UPDATE github_issues SET title = 'a title', labels = '[{\"name\":   \"bug\"}]'"),
        run("UPDATE github_issues SET updated_at = now()"),
        run("UPDATE github_issues SET created_at = now(), updated_at = now() + interval '1 day'"),
        upsert("a title"),
    ],
)
def test_without_a_change_both_stay(
    connection: Connection, touch: Callable[[Connection], object]
) -> None:
    touch(connection)
    assert times(connection) == (LONG_AGO, LONG_AGO)


def test_one_update_of_many_rows_moves_those_that_changed(connection: Connection) -> None:
    connection.execute(text("UPDATE github_issues SET title = 'new' WHERE id = '2'"))
    moved = times(connection, "2")
    result = connection.execute(update(GitHubIssue).values(title="new"))
    assert result.rowcount == 2
    assert times(connection, "1")[1] > moved[1]
    assert times(connection, "2") == moved


def test_the_rows_of_one_transaction_keep_their_order(connection: Connection) -> None:
    for key in ("2", "1"):
        connection.execute(update(GitHubIssue).where(GitHubIssue.id == key).values(body="x"))
    assert times(connection, "2")[1] < times(connection, "1")[1]


def test_every_table_has_it(connection: Connection) -> None:
    found = connection.scalars(
        text(
            "SELECT tgrelid::regclass::text FROM pg_trigger"
            " WHERE tgname = 'keep_timestamps' AND NOT tgisinternal"
        )
    )
    assert set(found) == set(Base.metadata.tables)


def test_it_serves_a_tenant_in_a_schema_of_its_own(modelled: Engine) -> None:
    """The script names no schema: where `search_path` points, it takes hold."""
    from ait_postgres.schemas import sql_files

    with modelled.begin() as connection:
        connection.execute(text("CREATE SCHEMA tenant"))
        connection.execute(text("SET LOCAL search_path TO tenant"))
        Base.metadata.create_all(connection, checkfirst=False)
        for file in sql_files():
            connection.exec_driver_sql(file.read_text(encoding="utf-8"))
        found = connection.scalar(
            text(
                "SELECT count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
                " WHERE tgfoid = 'tenant.keep_timestamps'::regproc"
                " AND relnamespace = 'tenant'::regnamespace"
            )
        )
    assert found == len(Base.metadata.tables)
