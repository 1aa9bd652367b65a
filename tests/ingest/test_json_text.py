"""JSON in and out without loss, and what PostgreSQL cannot hold repaired in sight."""

import datetime as dt
import json
import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ait_postgres.ingest.json_reader import parse
from ait_postgres.ingest.json_text import (
    DEEPEST,
    _pieces,
    _scalar,
    faithful,
    json_text,
    merged,
    repaired_text,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
)


def same(left, right):
    """Equality in which NaN equals itself and 1, 1.0 and True differ."""
    return repr(left) == repr(right)


@given(JSON)
def test_what_is_written_faithfully_is_read_back_whole(value):
    text = faithful(value)
    assert text.isascii()
    assert same(parse(text.encode()), value)


@given(JSON)
def test_what_jsonb_takes_is_utf8_without_nul_and_strict(value):
    text, repaired = json_text(value)
    text.encode()

    def never(constant):
        raise AssertionError(constant)

    read = json.loads(text, parse_constant=never)
    assert "\x00" not in repr(read).replace("\\\\", "")
    assert repaired or same(read, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b'{"n": 18446744073709551616}', {"n": 2**64}),
        (b'{"n": -9223372036854775809}', {"n": -(2**63) - 1}),
        (b'{"n": 9007199254740993}', {"n": 2**53 + 1}),
        (b'"\\ud83d\\ude00"', "😀"),
        (b'"\\ud800"', "\ud800"),
        (b'"\\u0000"', "\x00"),
        (b"\xef\xbb\xbf[1]", [1]),
        (b"1.12345678901234567890", Decimal("1.12345678901234567890")),
        (b"123456789012345678.5", Decimal("123456789012345678.5")),
        (b"1e400", Decimal("1E+400")),
        (b"0.1", 0.1),
        (b"0.30000000000000004", 0.30000000000000004),
        (b"1E5", 100000.0),
    ],
)
def test_reading_is_exact(text, value):
    assert same(parse(text), value)


@pytest.mark.parametrize("digits", ["1.12345678901234567890", "123456789012345678.5", "1E+400"])
def test_numbers_of_many_digits_are_written_with_all_of_them(digits):
    read = parse(f'{{"n": [{digits}]}}'.encode())
    assert json_text(read) == (f'{{"n": [{digits}]}}', False)
    assert parse(faithful(read).encode()) == read


def test_nan_is_read_and_then_repaired():
    read = parse(b'{"n": NaN, "i": [Infinity]}')
    assert math.isnan(read["n"])
    assert json_text(read) == ('{"n": null, "i": [null]}', True)


@pytest.mark.parametrize("text", [b"{", b"", b"[1,]", b"nul", b"{'a': 1}", b"1 2"])
def test_what_is_no_json_is_an_error(text):
    with pytest.raises(json.JSONDecodeError):
        parse(text)


def test_keys_are_repaired_too():
    assert json_text({"a\x00b": {"\ud800": 1}}) == ('{"a\ufffdb": {"\ufffd": 1}}', True)


def test_the_letters_of_an_escape_are_no_nul():
    assert json_text({"regex": "\\u0000"}) == ('{"regex": "\\\\u0000"}', False)


def test_integers_beyond_64_bits_are_no_repair():
    assert json_text({"n": 10**30}) == (f'{{"n": {10**30}}}', False)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_nesting_is_written_as_deep_as_readers_read_and_then_refused(opening):
    closing = "]" if opening == "[" else "}"

    for levels in (254, 255, 300, DEEPEST):
        value = parse((opening * levels + "1" + closing * levels).encode())
        text, repaired = json_text(value)
        assert (json.loads(text), repaired) == (value, False)
    for levels in (DEEPEST + 1, 5_000, 100_000):
        value = parse((opening * levels + "1" + closing * levels).encode())
        with pytest.raises(ValueError, match=f"nested too deeply: {DEEPEST} levels at most"):
            json_text(value)


@given(st.text(st.characters()))
def test_repaired_text_is_what_postgresql_holds(text):
    repaired = repaired_text(text)
    repaired.encode()
    assert "\x00" not in repaired
    if "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text):
        assert repaired == text


def test_merging_objects():
    assert merged('{"a":1,"b":1}', '{"b":2}') == '{"a":1,"b":2}'
    assert merged(None, '{"b":2}') == '{"b":2}'
    assert merged('{"a":1}', None) == '{"a":1}'
    digits = '{"a": 1.12345678901234567890, "b": 2}'
    assert merged(digits, '{"b":2}') == digits


@pytest.mark.parametrize("value", [float("nan"), [float("inf")], {"a": [{"b": float("-inf")}]}])
def test_nan_is_found_wherever_it_stands(value):
    text, repaired = json_text(value)
    assert repaired
    assert "null" in text


def test_dates_in_a_document_of_pythons_own_are_written_as_text():
    assert json_text({"d": dt.date(2026, 3, 1)}) == ('{"d":"2026-03-01"}', False)


def nested(levels):
    value = {"a": 1}
    for _ in range(levels):
        value = {"b": [value, "é\x00"], "c": []}
    return value


@pytest.mark.parametrize(
    "value",
    [
        nested(3),
        [],
        {},
        [[], {}],
        {"a": [], "b": {"c": None}},
        "x",
        1.5,
        [1, [2, {'k"': "\ud800"}]],
    ],
)
def test_the_writer_of_any_depth_writes_as_the_standard_library(value):
    assert "".join(_pieces(value, _scalar, json.dumps)) == json.dumps(value)


def test_any_depth_is_written_faithfully():
    text = faithful(nested(50_000))
    assert text.count("[") == 100_000
    assert text.count("{") == text.count("}") == 50_001
