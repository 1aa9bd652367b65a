"""An older database of AIt's, adopted: every row, every time and every key is kept."""

import pytest
from tests.adopt.conftest import reference
from tests.adopt.older import OWN, contents

TIMES = ("created_at", "updated_at")


def test_every_value_is_kept(older):
    keeps_every_value(older(OWN))


def test_every_value_of_a_whole_database_is_kept(older):
    path = reference()
    if path is None:
        pytest.skip("no reference/ait-tables.json: set AIT_SHARED to run this")
    keeps_every_value(older(path))


@pytest.mark.older_server
def test_every_value_on_the_oldest_server_is_kept(older, oldest_database):
    keeps_every_value(older(OWN, url=oldest_database))


def keeps_every_value(database):
    name = database.connection.info.dbname
    database.connection.execute(f"ALTER DATABASE {name} SET TimeZone TO 'Europe/Berlin'")
    before = contents(database.connection, database.tables)
    nulls = counted_nulls(database)
    assert nulls

    said = database.run("adopt", "--json")
    assert said.code == 0, said
    assert contents(database.connection, database.tables) == before
    assert said.json["applied"] is False

    done = database.run("adopt", "--apply", "--json")
    assert done.code == 0, done
    assert done.json["applied"] is True
    assert done.json["migrations"] == ["0001_initial"]
    told = {one["table"]: one["nulls_filled"] for one in done.json["tables"] if one["nulls_filled"]}
    assert told == nulls
    kept(before, contents(database.connection, database.tables))
    assert database.run("migrate", "--json").json["status"] == "no_changes"
    assert database.run("drift").code == 0
    assert database.run("adopt").code == 1


def kept(before, after):
    """Every value is what it was; a time of ours that was not set is the other one, or now."""
    assert {table: set(rows) for table, rows in after.items()} == {
        table: set(rows) for table, rows in before.items()
    }
    for table, rows in before.items():
        for key, row in rows.items():
            now = dict(after[table][key])
            expected = dict(row)
            for one, other in (TIMES, TIMES[::-1]):
                if one in row and row[one] is None:
                    expected[one] = row[other] if row.get(other) is not None else now[one]
                    assert expected[one] is not None
            assert now == expected, (table, key)


def counted_nulls(database):
    found = {}
    for table, described in database.tables["tables"].items():
        for column, _, not_null, _ in described["columns"]:
            if column in TIMES and not not_null:
                query = f'SELECT count(*) FROM "{table}" WHERE {column} IS NULL'
                if count := database.connection.execute(query).fetchone()[0]:
                    found.setdefault(table, {})[column] = count
    return found
