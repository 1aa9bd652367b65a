"""Pages meet every row once, in order, along the index, in both directions and colours."""

import asyncio
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    URL,
    Connection,
    Select,
    insert,
    literal_column,
    select,
    text,
)
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import aliased

from ait_postgres.errors import CursorInvalid, FilterInvalid, NotPageable
from ait_postgres.queries import Cursor, fetch_page, github, page
from ait_postgres.schemas import GitHubCommit, GitHubIssue

COMMITS = select(GitHubCommit.sha, GitHubCommit.updated_at)
NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def at(microseconds: int) -> dt.datetime:
    return NOON + dt.timedelta(microseconds=microseconds)


def store(connection: Connection, rows: list[tuple[str, dt.datetime]]) -> None:
    if rows:
        connection.execute(
            insert(GitHubCommit),
            [{"sha": sha, "message": "", "updated_at": time} for sha, time in rows],
        )


def walk(
    connection: Connection, limit: int, *, newest_first: bool = False
) -> list[tuple[str, dt.datetime]]:
    """Read page by page, the cursor carried from one to the next in JSON."""
    seen: list[tuple[str, dt.datetime]] = []
    after = None
    while True:
        read = fetch_page(connection, COMMITS, after, limit, newest_first=newest_first)
        seen += [(row.sha, row.updated_at) for row in read.rows]
        after = json.loads(json.dumps(read.next))
        assert len(set(seen)) == len(seen), "a row was met twice"
        if not read.has_more:
            return seen
        assert len(read.rows) == limit


# Few times and many ids: ties, and neighbours one microsecond apart. Ids whose order
# differs between bytes and languages, so that only the database's own order will do.
ROWS = st.dictionaries(
    st.text("aAbBzZ_-.0 éß😀", min_size=1, max_size=6), st.integers(-3, 3).map(at), max_size=30
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ROWS, st.integers(1, 8), st.booleans())
def test_every_row_is_met_once_and_in_order(
    connection: Connection, rows: dict[str, dt.datetime], limit: int, newest_first: bool
) -> None:
    savepoint = connection.begin_nested()
    store(connection, list(rows.items()))
    seen = walk(connection, limit, newest_first=newest_first)
    savepoint.rollback()
    in_order = sorted(rows.items(), key=lambda row: (row[1], row[0].encode()), reverse=newest_first)
    assert seen == in_order


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_time_are_met(connection: Connection, year: int) -> None:
    end = dt.datetime(year, 12, 31, 23, 59, 59, 999999, tzinfo=dt.UTC)
    rows = [("1", end), ("2", end)]
    store(connection, rows)
    assert walk(connection, 1) == rows


def test_rows_behind_and_ahead_do_not_move_a_page(connection: Connection) -> None:
    store(connection, [(str(number), at(number)) for number in (2, 4, 6, 8)])
    first = fetch_page(connection, COMMITS, limit=2)
    store(connection, [("1", at(1)), ("3", at(3)), ("5", at(5)), ("9", at(9))])
    second = fetch_page(connection, COMMITS, first.next, limit=3)
    assert [row.sha for row in first.rows] == ["2", "4"]
    assert [row.sha for row in second.rows] == ["5", "6", "8"]
    connection.execute(text("DELETE FROM github_commits WHERE sha = '8'"))
    third = fetch_page(connection, COMMITS, second.next)
    assert [row.sha for row in third.rows] == ["9"]


def test_a_sync_goes_on_from_its_end(connection: Connection) -> None:
    assert fetch_page(connection, COMMITS).next is None
    store(connection, [("1", at(1))])
    end = fetch_page(connection, COMMITS, limit=1)
    assert (len(end.rows), end.has_more) == (1, False)
    nothing = fetch_page(connection, COMMITS, end.next)
    assert (nothing.rows, nothing.has_more, nothing.next) == ([], False, end.next)
    store(connection, [("2", at(2))])
    assert [row.sha for row in fetch_page(connection, COMMITS, nothing.next).rows] == ["2"]


def test_a_cursor_serves_both_ways(connection: Connection) -> None:
    store(connection, [(str(number), at(number)) for number in range(5)])
    middle = Cursor("github_commits", at(2), "2")
    older = fetch_page(connection, COMMITS, middle, newest_first=True)
    newer = fetch_page(connection, COMMITS, middle)
    assert [row.sha for row in older.rows] == ["1", "0"]
    assert [row.sha for row in newer.rows] == ["3", "4"]


def test_a_page_has_the_filters_of_its_select_and_its_own_order(connection: Connection) -> None:
    store(connection, [(str(number), at(-number)) for number in range(5)])
    statement = COMMITS.where(GitHubCommit.sha != "2").order_by(GitHubCommit.sha).limit(1).offset(1)
    assert [row.sha for row in fetch_page(connection, statement).rows] == ["4", "3", "1", "0"]
    assert connection.execute(page(statement, limit=2)).scalars().all() == ["4", "3"]


@pytest.mark.parametrize(
    "statement",
    [
        select(GitHubCommit),
        select(GitHubCommit.__table__),
        select(GitHubCommit.message, GitHubCommit.updated_at, GitHubCommit.sha),
        select(GitHubIssue.updated_at, GitHubCommit.updated_at, GitHubCommit.sha).join(
            GitHubIssue, GitHubIssue.title == GitHubCommit.message, isouter=True
        ),
        github.commits(limit=5),
    ],
)
def test_the_columns_may_stand_anywhere(connection: Connection, statement: Select[Any]) -> None:
    store(connection, [("1", at(1)), ("2", at(2))])
    assert len(fetch_page(connection, statement, limit=1).rows) == 1
    first = fetch_page(connection, statement, limit=1).next
    assert first == Cursor("github_commits", at(1), "1").encode()
    rest = fetch_page(connection, statement, first)
    assert (len(rest.rows), rest.next) == (1, Cursor("github_commits", at(2), "2").encode())


@pytest.mark.parametrize(
    "statement",
    [
        select(GitHubCommit.sha),
        select(GitHubCommit.updated_at),
        select(GitHubCommit.sha.label("updated_at"), GitHubCommit.sha),
        select(GitHubCommit.updated_at, GitHubCommit.sha.label("sha")),
        select(GitHubCommit.updated_at, GitHubIssue.id),
        select(COMMITS.subquery()),
        select(aliased(GitHubCommit)),
        select(literal_column("1")),
    ],
)
def test_a_select_without_the_columns_is_refused(statement: Select[Any]) -> None:
    with pytest.raises(NotPageable, match="updated_at and its key"):
        page(statement)


def test_a_cursor_of_another_table_is_refused(connection: Connection) -> None:
    other = Cursor("slack_messages", NOON, "1")
    for after in (other, other.encode()):
        with pytest.raises(CursorInvalid, match=r"slack_messages and cannot .* github_commits"):
            fetch_page(connection, COMMITS, after)


@pytest.mark.parametrize("limit", [-1, 0, 1001])
def test_a_limit_out_of_range_is_refused(connection: Connection, limit: int) -> None:
    for call in (
        lambda: page(COMMITS, limit=limit),
        lambda: fetch_page(connection, COMMITS, None, limit),
    ):
        with pytest.raises(FilterInvalid, match=f"1 to 1000, not {limit}"):
            call()


def test_a_hundred_rows_are_the_default_and_a_thousand_the_most(connection: Connection) -> None:
    store(connection, [(f"{number:04}", NOON) for number in range(1001)])
    assert len(fetch_page(connection, COMMITS).rows) == 100
    most = fetch_page(connection, COMMITS, limit=1000)
    assert (len(most.rows), most.has_more) == (1000, True)


@pytest.fixture(scope="module")
def many_rows() -> str:
    return """
        INSERT INTO github_commits (sha, message, updated_at)
        SELECT md5(n::text), repeat('m', 50), '2026-01-01'::timestamptz + n / 7 * interval '1 us'
        FROM generate_series(1, 20000) AS n
    """


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("depth", [None, 100, 10_000, 19_900])
def test_a_page_is_one_range_of_the_index(
    connection: Connection, many_rows: str, depth: int | None, newest_first: bool
) -> None:
    connection.execute(text(many_rows))
    connection.execute(text("ANALYZE github_commits"))
    statement = select(GitHubCommit.sha, GitHubCommit.message, GitHubCommit.updated_at)
    after = None
    if depth is not None:
        place = COMMITS.order_by(GitHubCommit.updated_at, GitHubCommit.sha).offset(depth).limit(1)
        sha, updated_at = connection.execute(place).one()
        after = Cursor("github_commits", updated_at, sha)
    [plan] = explain(connection, page(statement, after, newest_first=newest_first))
    [scan] = plan["Plan"]["Plans"]
    assert (plan["Plan"]["Node Type"], scan["Node Type"]) == ("Limit", "Index Scan")
    assert scan["Index Name"] == "github_commits_updated_at_sha_idx"
    assert scan["Scan Direction"] == ("Backward" if newest_first else "Forward")
    assert ("ROW(" in scan.get("Index Cond", "")) == (depth is not None)
    assert "Filter" not in scan


def explain(connection: Connection, statement: Select[Any]) -> Any:
    from sqlalchemy.dialects import postgresql

    compiled = statement.compile(
        dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}
    )
    return connection.exec_driver_sql(
        f"EXPLAIN (FORMAT JSON) {str(compiled).replace('%', '%%')}"
    ).scalar_one()


def test_pages_are_read_by_an_async_engine(database: URL) -> None:
    async def read() -> list[str]:
        async_engine = create_async_engine(database)
        async with async_engine.connect() as connection:
            await connection.run_sync(store, [(str(number), at(number)) for number in range(5)])
            first = await connection.run_sync(fetch_page, COMMITS, limit=3, newest_first=True)
            rest = await connection.run_sync(fetch_page, COMMITS, first.next, newest_first=True)
        await async_engine.dispose()
        return [row.sha for row in [*first.rows, *rest.rows]]

    assert asyncio.run(read()) == ["4", "3", "2", "1", "0"]
