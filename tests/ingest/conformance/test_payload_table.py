"""The machinery itself: it must fail where a mapping is wrong."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.ingest.conformance.payload_table import (
    ABSENT,
    PayloadTable,
    at,
    compare,
    expected,
    read_time,
)

TABLE = PayloadTable(
    entity="github_issue",
    target="GitHubIssueDataTarget",
    columns={
        "id": ("id", "id"),
        "number": "number",
        "title": "title",
        "state": "state",
        "html_url": "html_url",
        "locked": "locked",
    },
    dropped=frozenset({"url"}),
)
PAYLOAD = {"id": 1, "number": 2, "title": "t", "state": "open", "html_url": "h", "url": "u"}
ROW = {"id": "1", "number": 2, "title": "t", "state": "open", "html_url": "h"}


def test_a_true_row_has_no_differences():
    assert compare(TABLE, ROW, PAYLOAD, {}) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (ROW | {"title": "x"}, "title is 'x', not 't'"),
        (ROW | {"locked": None}, "locked is None, not ABSENT"),
        (ROW | {"remainder": {"new": 1}}, "remainder invents 'new'"),
    ],
)
def test_a_wrong_row_is_told(row, says):
    assert compare(TABLE, row, PAYLOAD, {}) == [says]


def test_a_lost_key_is_told():
    [said] = compare(TABLE, ROW, PAYLOAD | {"score": 1.0}, {})
    assert "'score' is in no column" in said


def test_a_flag_is_no_number():
    assert compare(TABLE, ROW | {"locked": True}, PAYLOAD | {"locked": 1}, {})


def test_paths():
    assert at({"a": {"b": 1}}, "a.b") == 1
    assert at({"a": None}, "a.b") is None
    assert at({"a": {}}, "a.b") is ABSENT
    assert expected(("a", "time"), {"a": None}, {}) is None


@pytest.mark.parametrize(
    "text",
    ["2020-01-02T03:04:05Z", "2020-01-02T05:04:05+02:00", "2020-01-02T02:04:05.000-0100"],
)
def test_read_time(text):
    assert read_time(text) == dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
