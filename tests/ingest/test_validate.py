"""Each value fits its column, or the row is a reject that names it."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    Integer,
    MetaData,
    Numeric,
    SmallInteger,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from ait_postgres.ingest.reject import Reject
from ait_postgres.ingest.validate import REPAIRED, Validator, validator
from ait_postgres.schemas import GitHubIssue


def columns():
    return [
        Column("id", Text, primary_key=True),
        Column("short", String(5)),
        Column("small", SmallInteger),
        Column("number", Integer),
        Column("big", BigInteger),
        Column("flag", Boolean),
        Column("at", DateTime(timezone=True)),
        Column("naive", DateTime),
        Column("day", Date),
        Column("price", Numeric),
        Column("tags", ARRAY(Text)),
        Column("data", JSONB),
        Column("kind", Enum("a", "b", name="kind")),
        Column("needed", Text, nullable=False, server_default=text("''")),
    ]


PLAIN = Validator(Table("plain", MetaData(), *columns()))
ROOMY = Validator(Table("roomy", MetaData(), *columns(), Column("remainder", JSONB)))
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("column", "value", "wire"),
    [
        ("short", "äöü😀x", "äöü😀x"),  # five characters, whatever their bytes
        ("small", 32767, "32767"),
        ("number", -(2**31), "-2147483648"),
        ("number", 204053.0, "204053"),
        ("big", Decimal("9007199254740993.0"), "9007199254740993"),
        ("big", 2**63 - 1, "9223372036854775807"),
        ("flag", True, "t"),
        ("flag", False, "f"),
        ("at", NOON, "2026-03-01T12:00:00+00:00"),
        ("naive", dt.datetime(2026, 3, 1), "2026-03-01T00:00:00"),
        ("day", dt.date(2026, 3, 1), "2026-03-01"),
        ("price", 1.5, "1.5"),
        ("tags", ["a", None, 'b"\\'], '{"a",NULL,"b\\"\\\\"}'),
        ("tags", [], "{}"),
        ("data", {"a": [1, None]}, '{"a":[1,null]}'),
        ("kind", "b", "b"),
        ("short", None, None),
    ],
)
def test_what_fits(column, value, wire):
    assert PLAIN.wire({"id": "1", column: value}) == ({"id": "1", column: wire}, ())


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("short", "123456", "holds 5 characters at most, not 6"),
        ("short", 12, "holds text, not a number"),
        ("small", 32768, "holds -32768 to 32767, not 32768"),
        ("number", 2**31, "holds -2147483648 to 2147483647"),
        ("number", 1.5, "holds a whole number, not a number 1.5"),
        ("number", float("inf"), "holds a whole number"),
        ("number", "12", "holds a whole number, not text '12'"),
        ("number", True, "holds a whole number, not a boolean"),
        ("big", 2**63, "holds -9223372036854775808 to"),
        ("flag", 1, "holds true or false, not a number"),
        ("flag", "true", "holds true or false, not text"),
        ("at", "2026-03-01", "holds a date and time, not text"),
        ("at", dt.datetime(2026, 3, 1), "has none"),
        ("naive", NOON, "without a zone"),
        ("tags", "a", "holds a list, not text"),
        ("tags", [1], "holds text, not a number"),
        ("kind", "c", "holds one of a, b, not 'c'"),
        ("price", {"a": 1}, "holds one value, not an object"),
        ("nowhere", 1, "plain has no column nowhere"),
        ("needed", None, "may not be null"),
        ("id", None, "may not be null"),
    ],
)
def test_what_does_not_fit_names_the_column(column, value, reason):
    with pytest.raises(Reject) as caught:
        PLAIN.wire({"id": "1", column: value})
    assert reason in caught.value.reason
    assert caught.value.field == column
    assert column in caught.value.reason


def test_what_is_required_is_named():
    with pytest.raises(Reject, match=r"plain\.id is required") as caught:
        PLAIN.wire({"short": "x"})
    assert caught.value.field == "id"


@pytest.mark.parametrize(
    ("column", "value", "wire"),
    [
        ("short", "a\x00b", "a\ufffdb"),
        ("short", "a\ud800", "a\ufffd"),
        ("tags", ["ok", "a\x00"], '{"ok","a\ufffd"}'),
        ("data", {"k\x00": "\ud800", "n": float("nan")}, '{"k\ufffd": "\ufffd", "n": null}'),
    ],
)
def test_a_repair_is_made_in_sight_or_not_at_all(column, value, wire):
    row, repaired = ROOMY.wire({"id": "1", column: value, "remainder": {"x": 1}})
    assert repaired == (column,)
    assert json.loads(row["remainder"]) == {"x": 1, REPAIRED: [column]}
    if column == "data":
        assert json.loads(row[column]) == json.loads(wire)
    else:
        assert row[column] == wire
    with pytest.raises(Reject, match=column):
        PLAIN.wire({"id": "1", column: value})


def test_a_long_value_is_not_quoted_whole():
    with pytest.raises(Reject) as caught:
        PLAIN.wire({"id": "1", "number": "9" * 5000})
    assert len(caught.value.reason) < 120


def test_of_many_missing_columns_the_first_is_named_in_every_process():
    rows = validator(GitHubIssue.__table__)
    with pytest.raises(Reject) as caught:
        rows.wire({"id": "1"})
    assert caught.value.field == "number"
