"""The upsert engine on a table of its own: every type, every shape of row, writers side by side."""

import datetime as dt
import json
import threading

import pytest
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Engine,
    Integer,
    MetaData,
    NullPool,
    String,
    Table,
    Text,
    create_engine,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from ait_postgres.ingest.statements import MEMBERS
from ait_postgres.ingest.upsert import FEW, Counts, upsert
from ait_postgres.ingest.validate import validator

METADATA = MetaData()
THINGS = Table(
    "things",
    METADATA,
    Column("id", String(40, collation="C"), primary_key=True),
    Column("title", String(80)),
    Column("body", Text),
    Column("count", Integer),
    Column("size", BigInteger),
    Column("flag", Boolean),
    Column("at", DateTime(timezone=True)),
    Column("tags", ARRAY(Text)),
    Column("data", JSONB),
    Column("kind", String(20), server_default=text("'plain'"), nullable=False),
    Column("remainder", JSONB),
    Column("settings", JSONB, info={MEMBERS: True}),
    Column("slug", String(40), unique=True),
)
#: Both ways a batch can travel: as parameters, and through a staging table.
SIZES = pytest.mark.parametrize("size", [3, FEW, FEW + 1, 700])
NOON = dt.datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=dt.UTC)


@pytest.fixture
def engine(empty_database):
    made = create_engine(empty_database, poolclass=NullPool)
    with made.begin() as connection:
        METADATA.create_all(connection)
    yield made
    made.dispose()


def wire(*rows):
    return {(row["id"],): validator(THINGS).wire(row)[0] for row in rows}


def put(connection, *rows, version=None):
    return upsert(connection, THINGS, wire(*rows), version=version)


def store(engine: Engine, *rows, version=None):
    with engine.begin() as connection:
        return put(connection, *rows, version=version)


def stored(engine: Engine, key="1"):
    with engine.connect() as connection:
        return dict(connection.execute(select(THINGS).where(THINGS.c.id == key)).mappings().one())


def many(size: int, **values):
    return [{"id": str(n), "title": f"title {n}", **values} for n in range(size)]


FULL = {
    "id": "1",
    "title": "Ünïcode \t tab, \n newline, \\ backslash, \\N, {braces}, \"quotes\" 'quote' \r 😀",
    "body": "\x01\x02\x03\x04\x1f controls",
    "count": -(2**31),
    "size": 2**63 - 1,
    "flag": False,
    "at": NOON,
    "tags": ["a", "", 'q"uo\\te', "NULL", "x,y", "{}", "\x02"],
    "data": {"k": [1, None, "\\ \n \" '"], "big": 10**30, "pi": 3.141592653589793},
    "kind": "fancy",
    "remainder": {"r": 1},
}


@SIZES
def test_every_value_arrives_as_it_was(engine, size):
    rows = [FULL, *many(size)[2:]]
    assert store(engine, *rows) == Counts(inserted=len(rows))
    assert stored(engine) == {**FULL, "slug": None, "settings": None}


@SIZES
def test_only_what_changed_is_written(engine, size):
    store(engine, *many(size))
    with engine.connect() as connection:
        before = dict(connection.execute(text("SELECT id, xmin::text FROM things")).all())
    rows = many(size)
    rows[1]["title"] = "changed"
    assert store(engine, *rows) == Counts(updated=1, unchanged=size - 1)
    with engine.connect() as connection:
        after = dict(connection.execute(text("SELECT id, xmin::text FROM things")).all())
    assert {key for key in before if before[key] != after[key]} == {"1"}
    assert stored(engine)["title"] == "changed"


def test_unchanged_rows_are_not_even_locked(engine):
    store(engine, *many(100))
    store(engine, *many(100))
    with engine.connect() as connection:
        locked = connection.scalar(text("SELECT count(*) FROM things WHERE xmax <> 0"))
    assert locked == 0


@SIZES
def test_an_absent_column_keeps_its_value_and_null_clears_it(engine, size):
    store(engine, *many(size, body="rich", count=7, data={"a": 1}))
    rows = many(size, count=None)  # lacks body and data
    del rows[0]["count"]  # and this one lacks count, too
    assert store(engine, *rows) == Counts(updated=size - 1, unchanged=1)
    assert stored(engine, "0")["count"] == 7
    row = stored(engine, "1")
    assert (row["body"], row["count"], row["data"]) == ("rich", None, {"a": 1})


@SIZES
def test_a_row_without_a_column_takes_its_default_on_insert(engine, size):
    rows = many(size, kind="fancy")
    del rows[1]["kind"]
    store(engine, *rows)
    assert stored(engine, "0")["kind"] == "fancy"
    assert stored(engine, "1")["kind"] == "plain"


def test_remainders_merge(engine):
    store(engine, {"id": "1", "remainder": {"rich": 1, "both": 1}})
    assert store(engine, {"id": "1", "remainder": {"both": 2}}).updated == 1
    assert store(engine, {"id": "1", "remainder": {"both": 2}}).unchanged == 1
    assert store(engine, {"id": "1", "title": "no remainder"}).updated == 1
    assert stored(engine)["remainder"] == {"rich": 1, "both": 2}


def test_an_older_version_does_not_overwrite(engine):
    late, early = NOON, NOON - dt.timedelta(microseconds=1)
    store(engine, {"id": "1", "title": "late", "at": late})
    assert store(engine, {"id": "1", "title": "early", "at": early}, version="at").unchanged == 1
    assert store(engine, {"id": "1", "title": "same", "at": late}, version="at").updated == 1
    assert store(engine, {"id": "1", "title": "no time"}, version="at").updated == 1
    assert stored(engine)["title"] == "no time"


def test_another_unique_key_is_an_error_and_no_row_is_lost_in_silence(engine):
    store(engine, {"id": "1", "slug": "taken"})
    with pytest.raises(DBAPIError, match="things_slug_key"):
        store(engine, {"id": "2", "slug": "taken"})


def test_a_table_of_keys_alone(empty_database):
    pairs = Table(
        "pairs",
        MetaData(),
        Column("left", Text, primary_key=True),
        Column("right", Text, primary_key=True),
    )
    engine = create_engine(empty_database, poolclass=NullPool)
    rows = {
        key: dict(zip(("left", "right"), key, strict=True)) for key in [("1", "23"), ("12", "3")]
    }
    with engine.begin() as connection:
        pairs.create(connection)
        assert upsert(connection, pairs, rows) == Counts(inserted=2)
        assert upsert(connection, pairs, rows) == Counts(unchanged=2)


def test_no_staging_table_stays_behind(engine):
    with engine.begin() as connection:
        for _ in range(3):
            put(connection, *many(100))
        left = connection.scalar(text("SELECT count(*) FROM pg_class WHERE relname ~ 'ingest'"))
    assert left == 0


async def _twice(url):
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            first = await connection.run_sync(lambda c: put(c, FULL, *many(100)[2:]))
        async with engine.begin() as connection:
            return first, await connection.run_sync(lambda c: put(c, *many(100)))
    finally:
        await engine.dispose()


def test_the_same_under_async(engine, empty_database):
    import asyncio

    first, second = asyncio.run(_twice(empty_database))
    assert first == Counts(inserted=99)
    assert second == Counts(inserted=1, updated=1, unchanged=98)


@pytest.mark.parametrize("size", [20, 400])
def test_writers_of_overlapping_batches_never_deadlock(engine, size):
    """Each writer sends the same keys in another order, with new values and new keys each time."""
    failures, rounds, writers = [], 15, 4
    barrier = threading.Barrier(writers)

    def write(seed: int) -> None:
        for turn in range(rounds):
            keys = list(range(turn * 5, turn * 5 + size))
            if seed % 2:
                keys.reverse()
            rows = [{"id": str(n), "title": f"{seed} {turn} {n}"} for n in keys]
            barrier.wait()
            try:
                store(engine, *rows)
            except Exception as error:  # noqa: BLE001 - any failure fails the test below
                failures.append(error)

    threads = [threading.Thread(target=write, args=(seed,)) for seed in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with engine.connect() as connection:
        count = connection.scalar(text("SELECT count(*) FROM things"))
        whole = connection.scalar(
            text("SELECT count(*) FROM things WHERE title ~ ('^[0-3] [0-9]+ ' || id || '$')")
        )
    assert count == whole == size + (rounds - 1) * 5


def test_writers_of_versions_in_any_order_leave_the_newest(engine):
    versions = [NOON + dt.timedelta(seconds=n) for n in range(40)]

    def write(part: int) -> None:
        for version in versions[part::4] if part % 2 else reversed(versions[part::4]):
            rows = [{"id": str(n), "title": version.isoformat(), "at": version} for n in range(50)]
            store(engine, *rows, version="at")

    threads = [threading.Thread(target=write, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        found = set(connection.execute(select(THINGS.c.title, THINGS.c.at)).all())
    assert found == {(versions[-1].isoformat(), versions[-1])}


def test_json_equality_is_that_of_jsonb(engine):
    """Key order and spaces are no change: a re-sync must not rewrite for them."""
    store(engine, {"id": "1", "data": {"a": 1, "b": [1.0]}})
    assert store(engine, {"id": "1", "data": json.loads('{"b":[1], "a":1}')}).unchanged == 1


@SIZES
def test_members_are_set_and_removed_one_by_one(engine, size):
    def rows(settings):
        return [{"id": str(number), "settings": settings} for number in range(size)]

    nested = {"deep": {"kept": None}}
    store(engine, *rows({"a": 1, "b": None, **nested}))
    assert stored(engine)["settings"] == {"a": 1, **nested}
    again = store(engine, *rows({"a": 1, "b": None, **nested}))
    assert again == Counts(unchanged=size)
    assert store(engine, *rows({"c": 2})) == Counts(updated=size)
    assert stored(engine)["settings"] == {"a": 1, "c": 2, **nested}
    assert store(engine, *rows({"a": None})) == Counts(updated=size)
    assert stored(engine)["settings"] == {"c": 2, **nested}
    assert store(engine, *[{"id": str(n), "title": "t"} for n in range(size)]).updated == size
    store(engine, *rows({"c": None, "deep": None}))
    assert stored(engine)["settings"] == {}
    assert stored(engine, "2")["title"] == "t"


def test_a_row_without_members_has_none(engine):
    store(engine, {"id": "1", "title": "t"}, {"id": "2", "settings": {"a": None}})
    assert stored(engine)["settings"] is None
    assert stored(engine, "2")["settings"] == {}
