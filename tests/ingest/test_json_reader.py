"""JSON that parsers read with a loss, or not at all, is read whole."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ait_postgres.ingest.json_reader import _Deep, parse
from ait_postgres.ingest.json_text import REPEATED, faithful, json_text

from .test_json_text import JSON, same

DEEP = 30_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b'{"a": 1, "a": 2}', {"a": 2, REPEATED: {"a": [1]}}),
        (b'{"a": 1, "b": 0, "a": [2], "a": 3}', {"a": 3, "b": 0, REPEATED: {"a": [1, [2]]}}),
        (b'[{"x": {"a": null, "a": null}}]', [{"x": {"a": None, REPEATED: {"a": [None]}}}]),
        (b'{"a": 1, "A": 2, "\\u0061": 3}', {"a": 3, "A": 2, REPEATED: {"a": [1]}}),
    ],
)
def test_of_members_of_one_name_the_last_stands_and_the_others_beside_it(text, value):
    assert parse(text) == value
    assert _Deep(text.decode()).document() == value
    written, repaired = json_text(value)
    assert repaired
    assert json.loads(written) == value
    assert parse(faithful(value).encode()) == value, "a reject is read again as it was"


def test_the_words_in_a_text_are_no_repeated_key():
    for text in ('{"$repeated": {}}', '"$repeated":', "$repeated"):
        assert json_text({"text": text})[1] is False


def test_integers_of_any_length():
    digits = "7" * 5_000
    read = parse(f'[1, {digits}, 1.5, {{"a": 1, "a": 2}}]'.encode())
    assert read == [1, Decimal(digits), 1.5, {"a": 2, REPEATED: {"a": [1]}}]
    assert json_text(read[:2]) == (f"[1, {digits}]", False)


@pytest.mark.parametrize("digits", ["1e99999999999999999999", "-1.5E-99999999999999999999"])
def test_a_number_that_nothing_holds_is_none_and_counted(digits):
    assert json_text(parse(f"[{digits}]".encode())) == ("[null]", True)


@pytest.mark.parametrize("opening", ["[", '{"a": ', '[{"b": [], "a" :\n'])
def test_any_depth_is_read(opening):
    closing = {"[": "]", '{"a": ': "}"}.get(opening, "} ]")
    value = parse((opening * DEEP + "1e400" + closing * DEEP).encode())
    levels = 0
    while isinstance(value, (list, dict)):
        value = value[0] if isinstance(value, list) else value["a"]
        levels += 1
    assert levels == DEEP * (2 if "b" in opening else 1)
    assert value == Decimal("1E+400")


@given(JSON)
def test_the_reader_of_any_depth_reads_as_the_standard_library(value):
    for text in (json.dumps(value), json.dumps(value, indent=2, ensure_ascii=False)):
        assert same(_Deep(text).document(), json.loads(text))


@given(JSON, st.data())
def test_and_refuses_what_it_refuses(value, data):
    text = json.dumps(value)
    place = data.draw(st.integers(0, len(text)))
    text = text[:place] + data.draw(st.sampled_from('{}[]",: x1\\')) + text[place + 1 :]
    try:
        wanted = json.loads(text)
    except json.JSONDecodeError:
        with pytest.raises(json.JSONDecodeError):
            _Deep(text).document()
    else:
        assert REPEATED in repr(parse(text.encode())) or same(_Deep(text).document(), wanted)


@pytest.mark.parametrize("end", ["", "]", "1", "]]x", '"a', "{1: 2}", "{a", '{"a" 1}', '{"a": }'])
def test_what_is_deep_and_no_json_is_an_error(end):
    with pytest.raises(json.JSONDecodeError) as caught:
        parse(("[" * 2_000 + "\n" + end).encode())
    assert caught.value.lineno == 2
