"""A cursor comes back as it went, or is refused."""

import base64
import datetime as dt
import json
import string
import zlib

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ait_postgres.errors import CursorInvalid
from ait_postgres.queries import Cursor

TIMES = st.datetimes(timezones=st.just(dt.UTC))
IDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
CURSORS = st.builds(Cursor, st.just("slack_messages"), TIMES, IDS)
TOKEN_CHARACTERS = string.ascii_letters + string.digits + "-_"


def sealed(body: bytes) -> str:
    raw = zlib.crc32(body).to_bytes(4) + body
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@given(CURSORS)
@example(Cursor("t", dt.datetime.min.replace(tzinfo=dt.UTC), ""))
@example(Cursor("t", dt.datetime.max.replace(tzinfo=dt.UTC), '"\\\x01é😀'))
def test_a_cursor_survives_json(cursor: Cursor) -> None:
    token = json.loads(json.dumps({"after": cursor.encode()}))["after"]
    assert Cursor.decode(token) == cursor
    assert set(token) <= set(TOKEN_CHARACTERS)


def test_a_cursor_is_the_same_in_every_zone() -> None:
    here = dt.datetime(2026, 3, 29, 1, 30, 0, 123456, dt.timezone(dt.timedelta(hours=9)))
    cursor = Cursor("t", here, "1")
    assert cursor.encode() == Cursor("t", here.astimezone(dt.UTC), "1").encode()
    assert Cursor.decode(cursor.encode()).updated_at.utcoffset() == dt.timedelta(0)


@given(CURSORS, st.data())
def test_a_changed_character_is_refused(cursor: Cursor, data: st.DataObject) -> None:
    token = cursor.encode()
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from(TOKEN_CHARACTERS))
    assume(token[place] != other)
    with pytest.raises(CursorInvalid, match="pass it on as it was given"):
        Cursor.decode(token[:place] + other + token[place + 1 :])


@given(CURSORS, st.data())
def test_a_shortened_token_is_refused(cursor: Cursor, data: st.DataObject) -> None:
    token = cursor.encode()
    with pytest.raises(CursorInvalid):
        Cursor.decode(token[: data.draw(st.integers(0, len(token) - 1))])


@pytest.mark.parametrize("around", ["{}=", "{}\n", " {}", "{}AAAA", "!{}"])
def test_an_addition_is_refused(around: str) -> None:
    token = Cursor("t", dt.datetime.now(dt.UTC), "1").encode()
    with pytest.raises(CursorInvalid):
        Cursor.decode(around.format(token))


@given(st.text())
def test_no_other_text_is_taken_for_a_cursor(token: str) -> None:
    with pytest.raises(CursorInvalid):
        Cursor.decode(token)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"1",
        b"[1]",
        b'[1,"t",0]',
        b'[1,"t",0,"1",2]',
        b'[1,"t",0.5,"1"]',
        b'[1,"t","0","1"]',
        b'[1,"t",0,1]',
        b"[1,null,0,null]",
        b'[1,"t",0,"\\u0000"]',
        b'[1,"t",0,"\\ud800"]',
        b'[1,"t",99999999999999999999999999,"1"]',
        b'[1,"t",-62135596800000001,"1"]',
        b'[1,"t",253402300800000000,"1"]',
        b"[" * 5000,
    ],
)
def test_a_forged_body_is_refused(body: bytes) -> None:
    assert Cursor.decode(sealed(b'[1,"t",0,"1"]')).id == "1"
    with pytest.raises(CursorInvalid):
        Cursor.decode(sealed(body))


def test_another_version_is_named_as_such() -> None:
    with pytest.raises(CursorInvalid, match="another version"):
        Cursor.decode(sealed(b'[2,"t",0,"1"]'))


@pytest.mark.parametrize(
    ("updated_at", "key"),
    [
        (dt.datetime(2026, 1, 1), "1"),
        (dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=1))), "1"),
        (dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "\0"),
        (dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "\ud800"),
    ],
)
def test_what_no_row_can_have_is_no_cursor(updated_at: dt.datetime, key: str) -> None:
    with pytest.raises(CursorInvalid):
        Cursor("t", updated_at, key)
