"""What no statement is written for is compared, and refused where it differs."""

import pytest
from sqlalchemy import text

from ait_postgres.errors import MigrationError
from ait_postgres.migrate import read_catalogue
from ait_postgres.migrate.diff import diff

_LIKE_INT = "LIKE = int4, INPUT = weight_in, OUTPUT = weight_out"
_WEIGHT = """
CREATE TYPE weight;
CREATE FUNCTION weight_in(given cstring) RETURNS weight
    LANGUAGE internal STRICT IMMUTABLE AS 'int4in';
CREATE FUNCTION weight_out(weight) RETURNS cstring LANGUAGE internal STRICT IMMUTABLE AS 'int4out';
"""
_SERVER = "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
_NOWHERE = "CONNECTION 'host=nowhere'"
_UNCONNECTED = "WITH (connect = false, slot_name = NONE)"

#: By what is named: what both sides have, what one has besides, what the other has instead.
CASES = {
    "type weight": (
        _WEIGHT,
        f"CREATE TYPE weight ({_LIKE_INT})",
        f"CREATE TYPE weight ({_LIKE_INT}, CATEGORY = 'N')",
    ),
    "user mapping for public on server s": (
        _SERVER,
        "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password 'hunter2')",
        "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password 'hunter3')",
    ),
    "subscription sub": (
        "",
        f"CREATE SUBSCRIPTION sub {_NOWHERE} PUBLICATION a {_UNCONNECTED}",
        f"CREATE SUBSCRIPTION sub {_NOWHERE} PUBLICATION b {_UNCONNECTED}",
    ),
    "privileges on function pg_catalog.pg_sleep(double precision)": (
        "",
        "REVOKE EXECUTE ON FUNCTION pg_sleep FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION pg_sleep TO pg_monitor",
    ),
    "privileges that pg_monitor granted on table public.u": (
        "CREATE TABLE u (id int); GRANT SELECT ON u TO pg_monitor WITH GRANT OPTION",
        "SET ROLE pg_monitor; GRANT SELECT ON u TO pg_read_all_stats; RESET ROLE",
        "SET ROLE pg_monitor; GRANT SELECT ON u TO PUBLIC; RESET ROLE",
    ),
    "privileges on language plpgsql": (
        "",
        "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC",
        "GRANT USAGE ON LANGUAGE plpgsql TO pg_monitor",
    ),
}


@pytest.fixture
def read(empty):
    """Reads what the statements of a state lead to, and leaves nothing of it."""

    def read(*statements):
        with empty.connect() as connection:
            transaction = connection.begin()
            for statement in statements:
                connection.execute(text(statement or "SELECT 1"))
            catalogue = read_catalogue(connection, schemas=None, dependencies=True)
            transaction.rollback()
        return catalogue

    return read


@pytest.mark.parametrize("name", CASES)
def test_what_differs_is_named_and_refused(read, name):
    both, one, other = CASES[name]
    without, with_one, with_other = read(both), read(both, one), read(both, other)
    for old, new in ((without, with_one), (with_one, without), (with_one, with_other)):
        with pytest.raises(MigrationError, match="generate --custom") as caught:
            diff(old, new)
        assert name in str(caught.value)
        assert "hunter" not in str(caught.value)
    assert "hunter" not in repr(with_one)


@pytest.mark.parametrize("name", CASES)
def test_what_is_the_same_is_left_alone(read, name):
    both, one, _ = CASES[name]
    old, new = read(both, one), read(both, one, "CREATE TABLE t (id int)")
    assert [step.sql.split(" (")[0] for step in diff(old, new)] == ["CREATE TABLE t"]


def test_what_stands_in_the_way_is_refused(read):
    """A base type that would have to be made again around its function."""
    body = f"{_WEIGHT} CREATE TYPE weight ({_LIKE_INT});"
    renamed = body.replace("given", "taken")
    with pytest.raises(MigrationError, match="type weight stands in the way"):
        diff(read(body), read(renamed))


def test_a_collation_does_not_change_under_a_column(read):
    """PostgreSQL cannot alter one, and to make it again would take the column's rows."""
    table = "CREATE TABLE t (a text COLLATE c)"
    old = read("CREATE COLLATION c (provider = libc, locale = 'C')", table)
    new = read("CREATE COLLATION c (provider = libc, locale = 'POSIX')", table)
    with pytest.raises(MigrationError, match=r"collation c differs .*\(t\.a\)"):
        diff(old, new)
    assert diff(old, old) == ()


def test_a_fresh_database_has_none_of_it(read):
    assert not [item for item in read().objects if item.kind == "unmodelled"]
