"""A change that some values would stop says so beforehand, and one that takes all does not."""

import pytest

FAILS = "fails_on_some_rows"


def fails(states, old, new):
    plan = states.change(old, new, any_loss=True).plan
    return any(one.code == FAILS for statement in plan.statements for one in statement.hazards)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("varchar(50)", "varchar(10)"),
        ("text", "char(3)"),
        ("text", "integer"),
        ("text[]", "integer[]"),
        ("bigint", "integer"),
        ("numeric(10,2)", "numeric(4,2)"),
        ("double precision", "real"),
        ("text", "jsonb"),
        ("jsonb", "boolean"),
    ],
)
def test_a_value_may_be_refused(states, old, new):
    assert fails(states, f"CREATE TABLE t (a {old})", f"CREATE TABLE t (a {new})")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("varchar(10)", "varchar(50)"),
        ("integer", "text"),
        ("integer[]", "text"),
        ("integer", "bigint"),
        ("bigint", "numeric"),
        ("integer", "double precision"),
        ("timestamp", "timestamptz"),
        ("timestamptz", "date"),
        ("text[]", "jsonb"),
        ("boolean", "integer"),
    ],
)
def test_every_value_is_taken(states, old, new):
    assert not fails(states, f"CREATE TABLE t (a {old})", f"CREATE TABLE t (a {new})")


@pytest.mark.parametrize(("values", "refused"), [("'a', 'c'", True), ("'c', 'b', 'a'", False)])
def test_an_enum_without_one_of_its_values(states, values, refused):
    old = "CREATE TYPE m AS ENUM ('a', 'b', 'c'); CREATE TABLE t (a m)"
    new = f"CREATE TYPE m AS ENUM ({values}); CREATE TABLE t (a m)"
    assert fails(states, old, new) == refused
