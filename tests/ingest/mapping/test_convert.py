"""A vendor's way of writing a value, exactly or not at all."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ait_postgres.ingest.mapping.convert import (
    calendar_date,
    epoch_decimal,
    epoch_milliseconds,
    epoch_seconds,
    identifier,
    instant,
    integer,
    none_if_empty,
    number,
    text_id,
)


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-01-02T03:04:05Z", utc(2026, 1, 2, 3, 4, 5)),
        ("2026-01-02T03:04:05.000Z", utc(2026, 1, 2, 3, 4, 5)),
        ("2026-01-02T03:04:05.12345Z", utc(2026, 1, 2, 3, 4, 5, 123450)),
        ("2026-01-02T03:04:05.123456Z", utc(2026, 1, 2, 3, 4, 5, 123456)),
        ("2026-01-02T03:04:05.123456789Z", utc(2026, 1, 2, 3, 4, 5, 123456)),
        ("2026-01-02T05:04:05+02:00", utc(2026, 1, 2, 3, 4, 5)),
        ("2026-01-02T03:04:05.000+0000", utc(2026, 1, 2, 3, 4, 5)),
        ("2026-01-02T03:04:05-08:00", utc(2026, 1, 2, 11, 4, 5)),
        ("Fri, 02 Jan 2026 03:04:05 +0000", utc(2026, 1, 2, 3, 4, 5)),
        (1767323045, utc(2026, 1, 2, 3, 4, 5)),
        (1767323045.0, utc(2026, 1, 2, 3, 4, 5)),
        ("0001-01-01T00:00:00Z", utc(1, 1, 1)),
        ("9999-12-31T23:59:59Z", utc(9999, 12, 31, 23, 59, 59)),
    ],
)
def test_instant(value, moment):
    assert instant(value) == moment
    assert instant(value).tzinfo is not None


@pytest.mark.parametrize(
    "value",
    [
        "2026-01-02T03:04:05",
        "2026-01-02",
        "2026",
        "tomorrow",
        "",
        "2026-13-01T00:00:00Z",
        "0000-00-00T00:00:00Z",
        # In UTC these are in the years 0 and 10000.
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        True,
        [],
        {},
        float("nan"),
    ],
)
def test_no_instant(value):
    with pytest.raises(ValueError):
        instant(value)


def test_an_instant_beyond_the_calendar():
    for value in (float("inf"), 1e300, 10**40):
        with pytest.raises((ValueError, OverflowError)):
            instant(value)


@given(st.datetimes(timezones=st.timezones()))
def test_what_python_writes_is_read_back(moment):
    assume(2 < moment.year < 9998)
    # Compared in UTC: of an hour that clocks run twice, datetime calls none equal to another's.
    assert instant(moment.isoformat()).astimezone(dt.UTC) == moment.astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("value", "text"),
    [("a", "a"), (7, "7"), (2**53 + 1, "9007199254740993"), (204053.0, "204053"), ("07", "07")],
)
def test_identifier(value, text):
    assert identifier(value) == text


@pytest.mark.parametrize("value", ["", 1.5, True, [], {}, float("nan"), float("inf")])
def test_no_identifier(value):
    with pytest.raises(ValueError):
        identifier(value)


@pytest.mark.parametrize("value", [12, 12.0, -3, 2**70])
def test_integer(value):
    assert integer(value) == value
    assert type(integer(value)) is int


@pytest.mark.parametrize("value", [12.5, "12", True, None, float("inf"), float("nan")])
def test_no_integer(value):
    with pytest.raises(ValueError):
        integer(value)


def test_the_empty_string_is_none():
    assert text_id("") is None
    assert text_id("C1") == "C1"
    assert none_if_empty("") is None
    assert none_if_empty(" ") == " "


def test_epochs():
    assert epoch_seconds(0) == utc(1970, 1, 1)
    assert epoch_seconds("-1") == utc(1969, 12, 31, 23, 59, 59)
    assert epoch_milliseconds("1767323045123") == utc(2026, 1, 2, 3, 4, 5, 123000)
    assert epoch_decimal("1358878755.000001") == utc(2013, 1, 22, 18, 19, 15, 1)
    for bad in ("", "1.2.3", "1e5", "-1.0", "٣"):
        with pytest.raises(ValueError):
            epoch_decimal(bad)


def test_calendar_date():
    assert calendar_date("2028-02-29") == dt.date(2028, 2, 29)
    assert calendar_date("") is None


@pytest.mark.parametrize(
    "value",
    ["2026-02-29", "20260131", "2026-W05-1", "2026-01-31T00:00:00Z", "٢٠٢٦-01-31", 20260131, True],
)
def test_no_calendar_date(value):
    with pytest.raises(ValueError, match="is not a date"):
        calendar_date(value)


@pytest.mark.parametrize("value", [0, 3, 0.5, -2.25])
def test_number(value):
    assert number(value) == value
    assert type(number(value)) is float


@pytest.mark.parametrize("value", ["3", True, None, float("nan"), float("inf"), [1]])
def test_no_number(value):
    with pytest.raises(ValueError, match="is not a number"):
        number(value)


@pytest.mark.parametrize("value", [1e300, -99999999999, float("nan"), 10**30])
def test_seconds_beyond_the_calendar_are_said_in_words(value):
    for convert in (epoch_seconds, epoch_milliseconds):
        with pytest.raises(ValueError, match="outside the years 1 to 9999"):
            convert(value * 1000 if isinstance(value, int) else value)
