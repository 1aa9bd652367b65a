"""Files: what they may be, and what is said of those that cannot be read."""

import gzip
import io
import json
import sys

import pytest

from ait_postgres.errors import InputUnreadable
from ait_postgres.ingest.files import read_documents

TWO = [{"id": 1, "title": "ü"}, {"id": 2, "title": "b"}]


def lines(documents):
    return b"".join(json.dumps(document).encode() + b"\n" for document in documents)


@pytest.mark.parametrize(
    ("content", "documents"),
    [
        (json.dumps(TWO).encode(), [TWO]),
        (json.dumps(TWO, indent=2).encode(), [TWO]),
        (b"\n\n  " + json.dumps(TWO[0], indent=2).encode(), [TWO[0]]),
        (b"\xef\xbb\xbf" + json.dumps(TWO).encode(), [TWO]),
        (lines(TWO), TWO),
        (b"\n" + lines(TWO) + b"\n\n", TWO),
        (lines(TWO).replace(b"\n", b"\r\n"), TWO),
        (lines(TWO).rstrip(), TWO),
        (b"null", [None]),
    ],
)
def test_what_a_file_is_shows_in_its_bytes(tmp_path, content, documents):
    plain, zipped = tmp_path / "a.txt", tmp_path / "b"
    plain.write_bytes(content)
    zipped.write_bytes(gzip.compress(content))
    assert list(read_documents(plain)) == documents
    assert list(read_documents(zipped)) == documents


def test_standard_input(monkeypatch):
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(lines(TWO))))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert list(read_documents("-")) == TWO
    assert not stdin.closed


def test_ndjson_is_read_as_it_comes(tmp_path):
    file = tmp_path / "a.ndjson"
    file.write_bytes(lines(TWO) + b"{broken")
    documents = read_documents(file)
    assert [next(documents), next(documents)] == TWO
    with pytest.raises(InputUnreadable, match="line 3, column 2"):
        next(documents)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"<html>", "is not JSON at line 1, column 1"),
        (b'{"a":\n 1,\n}', "is not JSON at line 3"),
        (b"\n\n{]", "is not JSON at line 3, column 2"),
        (b'{"a": "\xff"}', "is not UTF-8 at byte"),
        ("{}".encode("utf-16"), "is not UTF-8"),
        (b"[" * 100_000, "is not JSON at line 1, column 100001"),
        (gzip.compress(lines(TWO) * 1000, mtime=0)[:-20], "is gzip and ends too early"),
        (gzip.compress(lines(TWO), mtime=0)[:-8] + bytes(8), "is damaged gzip"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path, content, said):
    file = tmp_path / "input.json"
    file.write_bytes(content)
    with pytest.raises(InputUnreadable) as caught:
        list(read_documents(file))
    message = str(caught.value)
    assert message.startswith(str(file))
    assert said in message
    assert "\n" not in message


def test_a_missing_file(tmp_path):
    with pytest.raises(InputUnreadable, match=r"nowhere\.json cannot be read: No such file"):
        list(read_documents(tmp_path / "nowhere.json"))
