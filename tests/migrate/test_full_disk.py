"""A disk that is full, as far as temp_file_limit is one: sorting has no room, and then it has."""

import pytest
from psycopg.errors import ConfigurationLimitExceeded
from sqlalchemy import text

from ait_postgres.errors import StatementFailed
from ait_postgres.migrate import apply, status

# 50,000 texts of 64 bytes are sorted in 3 MB, of which 64 kB fit into memory and none on disk.
_ROWS = """
CREATE TABLE readings (id int PRIMARY KEY, name text);
INSERT INTO readings SELECT i, repeat(md5(i::text), 2) FROM generate_series(1, 50000) i;
"""
_INDEX = "CREATE INDEX CONCURRENTLY readings_name ON readings (name)"
_FULL = ("temp_file_limit = '64kB'", "maintenance_work_mem = '1MB'", "work_mem = '64kB'")


def set_all(engine, *settings):
    name = engine.url.database
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for one in settings:
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" {one}')


def ask(engine, sql):
    with engine.begin() as connection:
        return list(connection.execute(text(sql)).scalars())


_ALONE = f"CREATE TABLE more (n int); {_INDEX}; INSERT INTO more VALUES (1);"
_TOGETHER = """
CREATE TABLE more (n int);
INSERT INTO more VALUES (1);
INSERT INTO readings SELECT id + 50000, name FROM readings ORDER BY name;
"""


@pytest.mark.parametrize(("sql", "kept"), [(_ALONE, 1), (_TOGETHER, 0)], ids=["alone", "together"])
def test_what_does_not_fit_leaves_nothing_half_done(empty, project, sql, kept):
    apply(empty, project.add("0001_rows", _ROWS).read())
    folder = project.add("0002_full", sql).read()
    set_all(empty, *(f"SET {one}" for one in _FULL))
    with pytest.raises(StatementFailed, match="temporary file size exceeds") as failed:
        apply(empty, folder)
    assert isinstance(failed.value.__cause__, ConfigurationLimitExceeded)
    with empty.begin() as connection:
        now = status(connection, folder)
    assert [len(one.done) for one in now.unfinished] == ([kept] if kept else [])
    assert ask(empty, "SELECT relname FROM pg_class WHERE relname = 'readings_name'") == []
    assert ask(empty, "SELECT count(*) FROM readings") == [50000]

    set_all(empty, *(f"RESET {one.split()[0]}" for one in _FULL))
    assert [row.name for row in apply(empty, folder).applied] == ["0002_full"]
    assert ask(empty, "SELECT n FROM more") == [1]
    assert ask(empty, "SELECT count(*) FROM readings") == [50000 if kept else 100000]
    assert not ask(empty, "SELECT 1 FROM pg_index WHERE NOT indisvalid")
